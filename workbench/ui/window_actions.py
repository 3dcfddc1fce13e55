"""What can be done with the window itself: panels, zoom, appearance; listed beside the actions of the application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from workbench.app.actions.action import Action, Ask, entity_selected, has_case, has_chart, something_selected
from workbench.app.actions.readings import named_sources
from workbench.app.session import Session
from workbench.ui.dialogs import manual
from workbench.ui.dialogs.about import AboutDialog, KeysDialog
from workbench.ui.dialogs.glossary import open_glossary
from workbench.ui.dialogs.settings import SettingsDialog
from workbench.ui.pasting import paste_table
from workbench.ui.reading_again import read_again

TEXTS = (
    QT_TRANSLATE_NOOP("Actions", "Handling evidence"), QT_TRANSLATE_NOOP("Actions", "Reporting"),
    QT_TRANSLATE_NOOP("Actions", "Evidence in custody…"), QT_TRANSLATE_NOOP("Actions", "Grade…"),
    QT_TRANSLATE_NOOP("Actions", "Export…"), QT_TRANSLATE_NOOP("Actions", "Disclosure schedule…"),
    QT_TRANSLATE_NOOP("Actions", "The log…"), QT_TRANSLATE_NOOP("Actions", "Check this case…"),
    QT_TRANSLATE_NOOP("Actions", "Replay this case…"), QT_TRANSLATE_NOOP("Actions", "Self-test…"),
    QT_TRANSLATE_NOOP("Actions", "Review dates…"), QT_TRANSLATE_NOOP("Actions", "Purge sources…"),
    QT_TRANSLATE_NOOP("Actions", "Lock now"), QT_TRANSLATE_NOOP("Actions", "Protect with a passphrase…"),
    QT_TRANSLATE_NOOP("Actions", "Change passphrase…"), QT_TRANSLATE_NOOP("Actions", "Remove passphrase…"),
    QT_TRANSLATE_NOOP("Actions", "Put a report together…"),
    QT_TRANSLATE_NOOP("Actions", "Requests and letters…"),
    QT_TRANSLATE_NOOP("Actions", "Write a letter about the selection…"),
    QT_TRANSLATE_NOOP("Actions", "Ask a question…"), QT_TRANSLATE_NOOP("Actions", "Judge who may be the same…"),
    QT_TRANSLATE_NOOP("Actions", "Fit the chart"), QT_TRANSLATE_NOOP("Actions", "Fit the selection"),
    QT_TRANSLATE_NOOP("Actions", "Zoom in"), QT_TRANSLATE_NOOP("Actions", "Zoom out"),
    QT_TRANSLATE_NOOP("Actions", "Search or command"), QT_TRANSLATE_NOOP("Actions", "Full screen"),
    QT_TRANSLATE_NOOP("Actions", "Filters and time"), QT_TRANSLATE_NOOP("Actions", "Time"),
    QT_TRANSLATE_NOOP("Actions", "Tables"),
    QT_TRANSLATE_NOOP("Actions", "Manual"), QT_TRANSLATE_NOOP("Actions", "The chart"),
    QT_TRANSLATE_NOOP("Actions", "Paste a table…"), QT_TRANSLATE_NOOP("Actions", "Bringing files in"),
    QT_TRANSLATE_NOOP("Actions", "Read a source again…"), QT_TRANSLATE_NOOP("Actions", "Read again"),
)  # fmt: skip


def has_passphrase(session: Session) -> bool:
    return session.case is not None and not session.case.key.published


LOOKS = "theme appearance colours"


def of_window(window: Any) -> list[Action]:
    """The actions of a window; `checked` ones are listed by `window.checks`."""

    def act(call: Callable[[], object]) -> Callable[..., object]:
        return lambda session: call()

    def page(name: str) -> Callable[[], object]:
        return lambda: manual.open_page(name, window)

    def review() -> object:
        from workbench.ui.matching.review import open_review  # which a window that starts does not wait for

        return open_review(window.session, window)

    def register() -> object:
        from workbench.ui.letters.register import open_register

        return open_register(window.session, window)

    def letter() -> object:
        from workbench.ui.letters.register import begin_letter

        return begin_letter(window.session, window)

    def report() -> object:
        from workbench.ui.reporting.window import open_report

        return open_report(window.session, window, window.perform)

    def evidence() -> object:
        from workbench.ui.custody.evidence import open_evidence

        return open_evidence(window.session, window)

    def grade() -> object:
        from workbench.ui.custody.grading import open_grading

        return open_grading(window.session, window)

    def export() -> object:
        from workbench.ui.dialogs.exporting import ExportDialog

        return ExportDialog(window.session, window).open()

    def due() -> object:
        from workbench.ui.upkeep.reviews import open_reviews

        return open_reviews(window.session, window)

    def purge() -> object:
        from workbench.ui.upkeep.purge import PurgeDialog

        return PurgeDialog(window.session, window).open()

    def check() -> object:
        from workbench.ui.proof.checking import open_check

        return open_check(window.session, window)

    def log() -> object:
        from workbench.ui.proof.logbook import open_log

        return open_log(window.session, window)

    def replay() -> object:
        from workbench.ui.proof.replay import open_replay

        return open_replay(window.session, window)

    def schedule() -> object:
        from workbench.ui.proof.schedule import open_schedule

        return open_schedule(window.session, window)

    def selftest() -> object:
        from workbench.ui.proof.selftest import open_selftest

        return open_selftest(window.session, window)

    canvas = window.chart.canvas
    made = [
        Action("find", "Search or command", "Edit", act(window.search.begin), ("Ctrl+K", "Ctrl+F"), has_case, "a case"),
        Action("ask", "Ask a question…", "Ask", lambda session, question="": window.ask(question), ("Ctrl+Shift+Q",),
               has_case, "a case", words="questions analysis analyse find who path trace"),
        Action("review_pairs", "Judge who may be the same…", "Ask", act(review),
               ("Ctrl+Shift+J",), has_case, "a case",
               words="match duplicates dedupe entity resolution merge review pairs same person record linkage"),
        Action("requests", "Requests and letters…", "Evidence", act(register), (), has_case, "a case",
               words="letter provider operator exchange preservation disclosure order subpoena mla overdue register"),
        Action("write_letter", "Write a letter about the selection…", "Evidence", act(letter), (), entity_selected,
               "a selected entity", words="request provider preservation disclosure order subpoena mla"),
        Action("report", "Put a report together…", "Report", act(report), ("Ctrl+Alt+R",), has_case, "a case",
               words="compose write pdf word html court hand out findings preview pages"),
        Action("custody", "Evidence in custody…", "Evidence", act(evidence), ("Ctrl+Shift+X",), has_case, "a case",
               words="exhibits handovers chain of custody seal seized bag gaps"),
        Action("grade", "Grade…", "Evidence", act(grade), (), has_case, "a case",
               words="grading 3x5x2 5x5x5 4x4 admiralty tlp pap handling code evaluation reliability source"),
        Action("schedule", "Disclosure schedule…", "Evidence", act(schedule), (), has_case, "a case",
               words="cpia unused material undermining relevant sources searches hits marks reveal"),
        Action("case_log", "The log…", "Evidence", act(log), (), has_case, "a case",
               words="who did what when audit trail consultation access entries reason led 25"),
        Action("verify", "Check this case…", "Evidence", act(check), (), has_case, "a case",
               words="verify integrity hashes log court checkpoints anchor whole unbroken tampered"),
        Action("replay", "Replay this case…", "Evidence", act(replay), (), has_case, "a case",
               words="reproduce again verify prove court method same result originals"),
        Action("export", "Export…", "Report", act(export), ("Ctrl+Alt+E",), has_case, "a case",
               words="hand out i2 anx analyst's notebook graphml gexf gephi stix misp ftm aleph case uco goaml excel "
               "xlsx csv parquet geojson kml google earth svg save as"),
        Action("reviews", "Review dates…", "Evidence", act(due), (), has_case, "a case",
               words="retention due overdue hold keep legal erase delete"),
        Action("purge", "Purge sources…", "Case", act(purge), (), has_case, "a case",
               words="erase delete forget remove unlawful retention certificate"),
        Action("fit", "Fit the chart", "View", act(canvas.fit), ("Ctrl+0", "Ctrl+Down"), has_chart, "a chart"),
        Action(
            "fit_selection", "Fit the selection", "View", act(canvas.fit_selection), ("Ctrl+Up",),
            something_selected, "a selection",
        ),
        Action("zoom_in", "Zoom in", "View", act(canvas.zoom_in), ("Ctrl++", "Ctrl+="), has_chart, "a chart"),
        Action("zoom_out", "Zoom out", "View", act(canvas.zoom_out), ("Ctrl+-",), has_chart, "a chart"),
        Action("lock_now", "Lock now", "Case", act(lambda: window.guard.lock()), ("Ctrl+Alt+Q",),
               has_passphrase, "a case with a passphrase",
               words="passphrase protect hide screen away privacy"),
        Action("protect_case", "Protect with a passphrase…", "Case", act(lambda: window.guard.begin("lock")), (),
               lambda session: has_case(session) and not has_passphrase(session), "a case without a passphrase",
               words="encrypt password lock secret key"),
        Action("change_passphrase", "Change passphrase…", "Case", act(lambda: window.guard.begin("rekey")), (),
               has_passphrase, "a case with a passphrase", words="password rekey encrypt"),
        Action("remove_passphrase", "Remove passphrase…", "Case", act(lambda: window.guard.begin("unlock")), (),
               has_passphrase, "a case with a passphrase", words="password unlock decrypt open"),
        Action(
            "read_again", "Read a source again…", "Case",
            lambda session, source: read_again(window, int(source)), when=has_case, needs="a case",
            asks=(
                Ask("source", "Source", "choice", choices=lambda s: named_sources(s, True), required=True),
            ),
            words="recipe date order replace reading", verb="Read again",
        ),
        Action(
            "paste_table", "Paste a table…", "Case", act(lambda: paste_table(window)), ("Ctrl+Shift+V",), has_case,
            "a case", words="clipboard import excel copy",
        ),
        Action("manual", "Manual", "Help", act(page("index")), words="help pages how guide index"),
        Action("import_manual", "Bringing files in", "Help", act(page("bringing_files_in")),
               words="manual help import how"),
        Action("chart_manual", "The chart", "Help", act(page("chart")),
               words="manual help select layout group person compare"),
        Action("filter_manual", "Filters and time", "Help", act(page("filters")),
               words="manual help filter hide histogram brush"),
        Action("table_manual", "Tables", "Help", act(page("tables")),
               words="manual help table export excel csv sort"),
        Action("time_manual", "Time", "Help", act(page("time")),
               words="manual help timeline pattern of life brush play silence burst"),
        Action("evidence_manual", "Handling evidence", "Help", act(page("evidence")),
               words="help custody exhibit log verify passphrase purge archive replay"),
        Action("report_manual", "Reporting", "Help", act(page("reporting")),
               words="help report letter request export formats i2 extract"),
        Action("recipe_manual", "Writing recipes", "Help", act(page("recipes")),
               words="manual help recipe toml reference"),
        Action("selftest", "Self-test…", "Help", act(selftest),
               words="laboratory validation cftt check known results build hash version"),
        Action("full_screen", "Full screen", "View", act(window.full_screen), ("F11", "Alt+Return")),
        Action("light", "Light", "View", act(lambda: window.choose_appearance("light")), words=LOOKS),
        Action("dark", "Dark", "View", act(lambda: window.choose_appearance("dark")), words=LOOKS),
        Action("contrast", "High contrast", "View", act(lambda: window.choose_appearance("contrast")), words=LOOKS),
        Action("system", "As the system", "View", act(lambda: window.choose_appearance("system")), words=LOOKS),
        Action("keys", "Keys and mouse", "Help", act(lambda: KeysDialog(window.commands, window).open()), ("F1",),
               words="shortcuts help manual"),
        Action("glossary", "Glossary", "Help", act(lambda: open_glossary(window)),
               words="words meaning dictionary terms jargon"),
        Action("settings", "Settings…", "View", act(lambda: SettingsDialog(window.hands, window).open()), ("Ctrl+,",),
               words="keys mouse i2 maltego gephi cytoscape text size motion appearance preferences options"),
        Action("projector", "Projector mode", "View", act(window.project), ("Ctrl+Shift+F11",),
               words="beamer large presentation keys pressed screen share teach"),
        Action("reset_panels", "Panels back to their places", "View", act(window.docking.reset), (), has_case, "a case",
               words="reset layout dock undock default panels"),
        Action("about", "About Clew", "Help", act(lambda: AboutDialog(window).open())),
        Action("quit", "Quit", "Case", act(window.close), ("Ctrl+Q",), words="exit"),
    ]  # fmt: skip
    keys = {"sources": "Alt+1", "kinds": "Alt+2", "filters": "Ctrl+Shift+F", "history": "Alt+3", "jobs": "Alt+4",
            "records": "Ctrl+Shift+Y", "tables": "Alt+6", "details": "Alt+5", "know": "Ctrl+Shift+K",
            "pattern": "Ctrl+Shift+O", "timeline": "Ctrl+Shift+T"}  # fmt: skip
    for dock in window.docks.values():
        name = dock.panel.name
        made.append(
            Action(
                f"panel_{name}", dock.panel.title, "View", act(lambda name=name: window.toggle_panel(name)),
                (keys[name],) if name in keys else (), has_case, "a case", words="panel show",
            )
        )  # fmt: skip
    return made
