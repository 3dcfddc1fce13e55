"""The only widgets: main window, canvas, panels, dialogs."""
