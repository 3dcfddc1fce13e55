"""WhatsApp exports: every way a header is written, orders of the date, who wrote to whom, and dirty files."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from tests.plugins.phones.readers import lines, module, refused, stretches
from workbench.api import Problem

DATES = {"dmy": "%d{0}%m{0}%{1}", "mdy": "%m{0}%d{0}%{1}", "ymd": "%{1}{0}%m{0}%d", "ydm": "%{1}{0}%d{0}%m"}
TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M\u202f%p")
FORMS = (
    "{date}, {time} - {name}: {text}",
    "[{date}, {time}] {name}: {text}",
    "\u200e[{date} {time}] \u200e{name}: {text}",
)
MOMENTS = (datetime(2021, 1, 31, 23, 5, 9), datetime(2021, 2, 1, 0, 10, 1), datetime(2021, 3, 4, 12, 0, 30))
ALL = list(product(DATES, ".-/", "yY", TIMES, FORMS))


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chats") / "WhatsApp Chat with Theo.txt"


def test_every_form_of_header_is_read_with_the_order_of_its_dates() -> None:
    """720 ways to write date and time; the day is only known from the whole."""
    headers = module("whatsapp_headers")
    for order, separator, year, time, form in ALL:
        date = DATES[order].format(separator, year)
        said = [
            form.format(date=at.strftime(date), time=at.strftime(time), name="Mary Ann", text="say: hello")
            for at in MOMENTS
        ]
        read = [headers.read(line) for line in said]
        assert all(read), said
        found, unsure = headers.decide([h.date for h in read], read[0].long)
        assert (found, unsure) == (order, False), said
        assert [h.time(found)[:16] for h in read] == [at.strftime("%Y-%m-%d %H:%M") for at in MOMENTS], said
        assert {h.sender() for h in read} == {("Mary Ann", "say: hello")}, said


@pytest.mark.parametrize(
    ("word", "hour"),
    [
        ("a. m.", 9),
        ("p.\u00a0m.", 21),
        ("AM", 9),
        ("pm", 21),
        ("μ.μ.", 21),
        ("م", 21),
        ("ÖÖ", 9),
        ("du.", 21),
    ],
)
def test_words_for_the_halves_of_the_day(word: str, hour: int) -> None:
    header = module("whatsapp_headers").read(f"1/2/21 9:05 {word} - Mary: x")
    assert header is not None and header.clock == f"{hour:02}:05"


@pytest.mark.parametrize(
    "line", ["2021/2/1 오후 9:05 - Mary: x", "[2021/2/1 下午9:05:00] Mary: x", "[21:05, 1/2/2021] Mary: x"]
)
def test_the_half_before_the_hour_and_the_time_before_the_date(line: str) -> None:
    header = module("whatsapp_headers").read(line)
    assert header is not None and header.clock.startswith("21:05") and header.sender() == ("Mary", "x")


@pytest.mark.parametrize(
    "line",
    ["", "hello", "12 apples: 3", "1/2: half", "[note] x: y", "10.5.3.2, 10:00 - x: y", "1/2/21 10:00"],
)
def test_text_is_no_header(line: str) -> None:
    assert module("whatsapp_headers").read(line) is None


def test_dates_that_leave_the_order_open_are_not_guessed(chat: Path) -> None:
    chat.write_text("01/02/2021, 10:00 - Theo: a\n02/02/2021, 10:00 - Mia: b\n")
    assert {line["time"] for line in lines("whatsapp", chat)} == {"01/02/2021 10:00", "02/02/2021 10:00"}
    assert lines("whatsapp", chat, date_order="mdy")[0]["time"] == "2021-01-02 10:00"


def test_a_year_that_may_come_first_is_asked_for(chat: Path) -> None:
    chat.write_text("10/11/12, 10:00 - Theo: a\n")
    with pytest.raises(Problem, match="year first or last"):
        lines("whatsapp", chat)
    assert lines("whatsapp", chat, date_order="ymd")[0]["time"] == "2010-11-12 10:00"


def test_of_two_orders_the_one_in_which_time_runs_forward_is_right() -> None:
    decide = module("whatsapp_headers").decide
    assert decide([(2, 3, 21), (5, 3, 21), (1, 4, 21)], 2) == ("dmy", False)
    assert decide([(3, 2, 21), (3, 5, 21), (4, 1, 21)], 2) == ("mdy", False)


def test_in_a_chat_of_two_a_message_goes_to_the_other(chat: Path) -> None:
    chat.write_text("13/02/2021, 10:00 - Theo: a\n13/02/2021, 10:01 - +44 7700 900001: b\n")
    assert [(m["sender"], m["recipient"]) for m in lines("whatsapp", chat)] == [
        ("whatsapp:Theo", "+447700900001"), ("+447700900001", "whatsapp:Theo"),
    ]  # fmt: skip


def test_a_partner_who_never_answered_is_known_by_the_name_of_the_file(chat: Path) -> None:
    chat.write_text("13/02/2021, 10:00 - Mia: are you there\n")
    assert lines("whatsapp", chat)[0]["recipient"] == "whatsapp:Theo"


def test_two_writers_under_another_title_are_a_group(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp-Chat mit Ernte 2021.txt"
    path.write_text("13.02.21, 10:00 - Theo: a\n13.02.21, 10:01 - Mia: b\n")
    assert {(m["recipient"], m["recipient sort"]) for m in lines("whatsapp", path)} == {
        ("whatsapp:Ernte 2021", "group")
    }


@pytest.mark.parametrize(
    ("text", "action", "members", "by"),
    [
        ("Theo added Mia and +44 7700 900004", "added", ["whatsapp:Mia", "+447700900004"], "whatsapp:Theo"),
        ("You added Mia", "added", ["whatsapp:Mia"], None),
        ("Mia left", "left", ["whatsapp:Mia"], None),
        ("+44 7700 900004 joined using this group's invite link", "joined", ["+447700900004"], None),
        ("Theo removed Mia", "removed", ["whatsapp:Mia"], "whatsapp:Theo"),
        ("Theo hat Mia hinzugefügt", "added", ["whatsapp:Mia"], "whatsapp:Theo"),
        ("Mia hat die Gruppe verlassen", "left", ["whatsapp:Mia"], None),
        ("Theo añadió a Mia", "added", ["whatsapp:Mia"], "whatsapp:Theo"),
        ("Mia a quitté le groupe", "left", ["whatsapp:Mia"], None),
        ("Theo adicionou Mia", "added", ["whatsapp:Mia"], "whatsapp:Theo"),
        ("Theo добавил(-а) Mia", "added", ["whatsapp:Mia"], "whatsapp:Theo"),
        ("قام Theo بإضافة Mia", "added", ["whatsapp:Mia"], "whatsapp:Theo"),
    ],
)
def test_who_came_and_went(
    text: str, action: str, members: list[str], by: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "WhatsApp Chat with Harvest.txt"
    path.write_text(f"13/02/2021, 10:00 - {text}\n13/02/2021, 10:01 - Theo: a\n")
    said = [line for line in lines("whatsapp", path) if line["what"] == "membership"]
    assert [(m["action"], m["sender"], m.get("third")) for m in said] == [(action, m, by) for m in members]
    assert {m["recipient"] for m in said} == {"whatsapp:Harvest"}


def test_words_of_a_message_are_no_notice(chat: Path) -> None:
    chat.write_text("13/02/2021, 10:00 - Theo: Mia left\n13/02/2021, 10:00 - Mia: You added me\n")
    assert [line["what"] for line in lines("whatsapp", chat)] == ["message", "message"]


def test_messages_run_on_and_keep_the_line_they_begin_on(chat: Path) -> None:
    chat.write_text("13/02/2021, 10:00 - Theo: one\n\ntwo\n13/02/2021, 10:01 - Mia: three\n", newline="\r\n")
    (rows,) = stretches("whatsapp", chat)
    assert rows.frame.select("row", "text").rows() == [(1, "one\n\ntwo"), (4, "three")]
    assert rows.raw is not None and rows.raw.rows() == [(1, "13/02/2021, 10:00 - Theo: one\n\ntwo")]


def test_equal_words_within_a_minute_are_told_apart(chat: Path) -> None:
    chat.write_text("13/02/2021, 10:00 - Theo: ok\n" * 3 + "13/02/2021, 10:01 - Theo: ok\n")
    assert [line.get("repeat") for line in lines("whatsapp", chat)] == [None, "2", "3", None]


def test_every_message_is_a_row_that_is_kept_or_refused_with_a_reason(chat: Path) -> None:
    chat.write_text(
        "forwarded by somebody\n13/02/2021, 10:00 - Theo: a\n13/02/2021, 10:01 - Theo changed the subject\n"
        "31/31/2021, 10:02 - Theo: b\n"
    )
    assert [row for row, _, _ in refused("whatsapp", chat)] == [1, 3]
    assert all(why and raw for _, why, raw in refused("whatsapp", chat))
    assert [line["row"] for line in lines("whatsapp", chat)] == [2, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str, chat: Path) -> None:
    chat.write_bytes("13/02/2021, 10:00 - Zoë: é\n".encode(encoding))
    assert [(m["sender"], m["text"]) for m in lines("whatsapp", chat)] == [("whatsapp:Zoë", "é")]


def test_log_files_and_tables_are_left_alone(tmp_path: Path) -> None:
    from tests.plugins.phones.readers import reader

    for name, text in (
        ("a.log", "[2021-02-13 10:00:00] production.ERROR: no\n"),
        ("b.csv", "13/02/2021,10:00,Theo\n"),
        ("c.txt", "hello\n"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text)
        assert reader("whatsapp").sniff(tmp_path / name) is None, name


def test_points_on_the_map_are_mentions_with_their_place_in_the_text(chat: Path) -> None:
    chat.write_text("13/02/2021, 10:00 - Theo: at 51.50330, -0.11960 or geo:53.48,-2.24\n")
    message, *points = lines("whatsapp", chat)
    assert (message["latitude"], message["longitude"]) == ("51.5033", "-0.1196")
    assert [(p["what"], p["mentioned"], p["offset"]) for p in points] == [
        ("mention", "51.50330,-0.11960", "3"), ("mention", "53.48000,-2.24000", "25"),
    ]  # fmt: skip


def test_the_name_over_the_first_notice_is_the_chat_where_the_file_tells_none(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    first = "[13/02/2021, 10:00:00] {}: \u200eMessages and calls are end-to-end encrypted.\n"
    rest = "[13/02/2021, 10:00:01] Theo: a\n[13/02/2021, 10:00:02] Mia: b\n"
    path.write_text(first.format("Harvest") + rest)
    assert {line["recipient"] for line in lines("whatsapp", path)} == {"whatsapp:Harvest"}
    path.write_text(first.format("Theo") + rest)
    assert [line["recipient"] for line in lines("whatsapp", path)] == ["whatsapp:Mia", "whatsapp:Theo"]
