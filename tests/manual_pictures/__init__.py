"""The pictures of the manual, made from the real window: a module for each page."""
