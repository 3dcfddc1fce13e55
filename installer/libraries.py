"""Shared libraries and a font that Qt expects from a Linux system: what is missing, and how it is added."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from installer.places import Stop, say

# What Qt loads and its wheels do not bring, with Debian's name for it.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOWS_ON_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(table: dict[str, str], present: Callable[[str], bool] = loads) -> dict[str, str]:
    """The part of a table of libraries that this system lacks."""
    return {library: package for library, package in table.items() if not present(library)}


def has_font(folders: tuple[str, ...] = FONT_FOLDERS) -> bool:
    """Whether the system has any font; Clew's own covers Latin, Greek and Cyrillic, not every script."""
    found = (path for folder in folders for path in Path(folder).expanduser().rglob("*.[ot]t[fc]"))
    return next(found, None) is not None


def may_install() -> bool:
    """Whether packages can be added here without asking: Debian or Ubuntu, as root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def command_for(libraries: dict[str, str], packages: list[str]) -> str:
    """The exact command an administrator types on this kind of Linux."""
    if shutil.which("apt-get"):
        return "sudo apt-get install " + " ".join(packages)
    if shutil.which("dnf"):
        return "sudo dnf install " + " ".join(f"'{library}()(64bit)'" for library in libraries)
    return "your system's package tool, for the packages with " + ", ".join(libraries)


def apt_install(packages: list[str]) -> bool:
    """Add Debian packages, refreshing stale lists; False, with apt's own words, if it fails."""
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    for commands in ([install], [[*apt, "update"], install]):
        for command in commands:
            done = subprocess.run(
                command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True
            )
        if done.returncode == 0:
            return True
    say(done.stderr.strip() or done.stdout.strip())
    return False


def add_missing(offline: bool) -> None:
    """Add what Qt lacks or print the command; Stop where even drawing without a screen would fail."""
    drawing, screen = missing(DRAWING), missing(WINDOWS_ON_SCREEN)
    packages = [*drawing.values(), *screen.values(), *([] if has_font() else [FONT])]
    if not packages:
        return
    if may_install() and not offline:
        say("      adding " + " ".join(packages))
        apt_install(packages)
        drawing, screen = missing(DRAWING), missing(WINDOWS_ON_SCREEN)
    lacking = {**drawing, **screen}
    command = command_for(lacking, packages)
    if drawing:
        raise Stop(
            f"Qt's libraries {', '.join(drawing)} are missing; an administrator adds them with: {command}"
        )
    if screen:
        say(f"      no window can open without {', '.join(screen)}; an administrator adds it with: {command}")
