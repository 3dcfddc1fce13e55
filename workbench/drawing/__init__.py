"""Charts as images: QtGui and kernels, no widgets."""
