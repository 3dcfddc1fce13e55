"""The running application without a window."""
