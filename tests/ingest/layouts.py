"""Recipes for the four Indian operator layouts and the VAST calls, to show that the engine can express them."""

from __future__ import annotations

VAST = """
id = "test.vast"
name = "VAST 2008"
reader = "delimited"
[recognise]
headers = ["From", "To", "Datetime", "Duration(seconds)", "Cell Tower"]
[layout]
zone = "UTC"
[[record]]
kind = "call"
[record.fields]
start = { column = "Datetime", format = "%Y%m%d %H%M" }
caller = { column = "From", as = "phone", plain = true }
callee = { column = "To", as = "phone", plain = true }
duration = { column = "Duration(seconds)", optional = true }
caller_cell = { column = "Cell Tower", as = "cell", plain = true }
"""

_HEAD = """
id = "test.{id}"
name = "{id}"
reader = "delimited"
[recognise]
headers = {headers}
[layout]
zone = "Asia/Kolkata"
country = "IN"
{layout}
"""

_TARGET_AND_OTHER = """
[[record]]
kind = "{kind}"
when = {{ column = "{type}", in = {takes} }}
[record.fields]
start = {{ columns = {start} }}
{a} = {{ column = "{target}" }}
{b} = {{ column = "{other}" }}
{a}_device = {{ column = "IMEI" }}
{a}_sim = {{ column = "IMSI" }}
{a}_cell = {{ column = "{cell}" }}
{more}
[record.swap]
column = "{type}"
values = {into}
roles = ["{a}", "{b}"]
"""


def _both(**said: str) -> str:
    """A call section and a message section of a layout that names target and other party."""
    call = _TARGET_AND_OTHER.format(
        kind="call", a="caller", b="callee", takes=said["calls"], into=said["calls_in"],
        more=f'duration = {{ column = "{said["duration"]}" }}', **{k: said[k] for k in _NEEDED},
    )  # fmt: skip
    message = _TARGET_AND_OTHER.format(
        kind="message", a="sender", b="recipient", takes=said["texts"], into=said["texts_in"], more="",
        **{k: said[k] for k in _NEEDED},
    )  # fmt: skip
    return call + message


_NEEDED = ("type", "start", "target", "other", "cell")

AIRTEL = _HEAD.format(
    id="airtel",
    headers='["Target No", "Call Type", "B Party No"]',
    layout='date_order = "dmy"\nfooter = "^This is System"',
) + _both(
    type="Call Type", start='["Date", "Time"]', target="Target No", other="B Party No", cell="First CGI",
    duration="Dur(s)", calls='["IN", "OUT"]', calls_in='["IN"]', texts='["SMT", "SMO"]', texts_in='["SMT"]',
)  # fmt: skip

VI = _HEAD.format(
    id="vi",
    headers='["Target /A PARTY NUMBER", "CALL_TYPE"]',
    layout='date_order = "mdy"\nskip = "^-{5,}"\nfooter = "^Note"',
) + _both(
    type="CALL_TYPE", start='["Call date", "Call Initiation Time"]', target="Target /A PARTY NUMBER",
    other="B PARTY NUMBER", cell="First Cell Global Id", duration="Call Duration",
    calls='["Incoming", "Outgoing"]', calls_in='["Incoming"]',
    texts='["SMS Incoming", "SMS Outgoing"]', texts_in='["SMS Incoming"]',
)  # fmt: skip

BSNL = _HEAD.format(id="bsnl", headers='["SL_NO", "Mobile_No"]', layout='date_order = "dmy"') + _both(
    type="Service_Type", start='["Call_Date", "Call_Initiation_Time(CIT)"]', target="Mobile_No",
    other="Other_Party_No", cell="First_Cell_id", duration="Call_Duration", calls='["VOICE"]', calls_in='["IN"]',
    texts='["SMS"]', texts_in='["IN"]',
).replace('[record.swap]\ncolumn = "Service_Type"', '[record.swap]\ncolumn = "Call_Type"')  # fmt: skip

_JIO = """
[[record]]
kind = "{kind}"
when = {{ column = "Call Type", in = {takes} }}
[record.fields]
start = {{ columns = ["Call Date", "Call Time"] }}
{a} = {{ column = "Calling Party Telephone Number" }}
{b} = {{ column = "Called Party Telephone Number" }}
{mine}_device = {{ column = "IMEI" }}
{mine}_sim = {{ column = "IMSI" }}
{mine}_cell = {{ column = "First Cell ID" }}
"""
JIO = (
    _HEAD.format(
        id="jio",
        headers='["Calling Party Telephone Number", "Call Type"]',
        layout='date_order = "mdy"\nfooter = "^Disclaimer"',
    )
    + _JIO.format(kind="call", takes='["a_out"]', a="caller", b="callee", mine="caller")
    + _JIO.format(kind="call", takes='["a_in"]', a="caller", b="callee", mine="callee")
    + _JIO.format(kind="message", takes='["P2P_SMSOUT"]', a="sender", b="recipient", mine="sender")
    + _JIO.format(
        kind="message", takes='["P2P_SMSIN", "A2P_SMSIN"]', a="sender", b="recipient", mine="recipient"
    )
)
LAYOUTS = {"airtel": AIRTEL, "bsnl": BSNL, "jio": JIO, "vi": VI}
