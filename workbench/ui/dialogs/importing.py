"""Import."""

from PySide6.QtWidgets import QDialog


class ImportDialog(QDialog):
    pass
