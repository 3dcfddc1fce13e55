from __future__ import annotations

import threading

from workbench.ui.main_window import MainWindow


def test_a_long_job_shows_how_far_it_is_and_can_be_stopped(opened: MainWindow, qtbot) -> None:
    panel = opened.docks["jobs"].panel
    go_on = threading.Event()

    def work(job) -> None:
        job.tell(3, 10, "three of ten")
        while True:
            job.tell(3, 10, "three of ten")
            go_on.wait(0.01)

    opened.session.jobs.write("Counting", work, failed=lambda problem: None)
    qtbot.waitUntil(lambda: bool(panel.lines), timeout=60_000)
    [line] = panel.lines
    assert line.title.text() == "Counting"
    qtbot.waitUntil(lambda: "three of ten · 30 %" in line.text.text(), timeout=60_000)
    assert line.bar.value() == 300
    assert opened.status.jobs.text() == "three of ten"
    line.stop.click()
    qtbot.waitUntil(lambda: line.job.state == "cancelled", timeout=60_000)
    assert line.text.text() == "stopped; nothing of it was kept"
    qtbot.waitUntil(lambda: opened.status.jobs.text() == "No jobs running", timeout=60_000)
