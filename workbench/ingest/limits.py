"""What the child process may take: memory, processor time that the window leaves, and no writing of files."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

GIBIBYTE = 1 << 30
BEHIND = 5  # steps of niceness: about a third of the time of a process that does not give way


@dataclass(frozen=True)
class Limits:
    """`memory` in bytes of address space; `seconds_per_look` of wall time for recognising and previewing;
    `cpu_base` and `cpu_per_gibibyte` in seconds of processor time a reading may use; `threads` for polars."""

    memory: int = 4 * GIBIBYTE
    seconds_per_look: float = 60.0
    cpu_base: int = 300
    cpu_per_gibibyte: int = 1800
    threads: int = 4


def give_way() -> None:
    """Has this very process go behind the window, which answers keys meanwhile, where both want the same core."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000  # winbase.h
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(BEHIND)


def hold(limits: Limits) -> None:
    """Puts memory and file limits on this very process, for good."""
    if sys.platform == "win32":
        _hold_windows(limits.memory)
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        memory = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
        if sys.platform != "darwin":  # macOS refuses to limit the address space
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Lets this process use so many more seconds of processor time; it is ended beyond them (POSIX)."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(used.ru_utime + used.ru_stime) + seconds + 1
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _hold_windows(memory: int) -> None:
    """Puts this process into a Job Object with a memory limit that ends it with its parent's handle.

    Layout of the structures: JOBOBJECT_EXTENDED_LIMIT_INFORMATION, winnt.h.
    """
    import ctypes

    class Basic(ctypes.Structure):
        _fields_ = [
            ("per_process_user_time", ctypes.c_int64),
            ("per_job_user_time", ctypes.c_int64),
            ("limit_flags", ctypes.c_uint32),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority_class", ctypes.c_uint32),
            ("scheduling_class", ctypes.c_uint32),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("basic", Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        ]

    process_memory, one_process, no_error_box = 0x100, 0x8, 0x400
    extended_limits = 9
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = [
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_uint32,
    ]
    kernel.AssignProcessToJobObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    job = kernel.CreateJobObjectW(None, None)
    wanted = Extended()
    wanted.basic.limit_flags = process_memory | one_process | no_error_box
    wanted.basic.active_processes = 1
    wanted.process_memory = memory
    told = kernel.SetInformationJobObject(job, extended_limits, ctypes.byref(wanted), ctypes.sizeof(wanted))
    if not told or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
        raise OSError(ctypes.get_last_error(), "the memory limit could not be set")  # type: ignore[attr-defined, unused-ignore]
