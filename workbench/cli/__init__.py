"""The actions on the command line."""
