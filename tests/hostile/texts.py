"""Chats, cards, logs, registers and pages as text, made to cost more than they hold."""

from __future__ import annotations

from tests.hostile.files import hostile

CHAT = "30/06/2026, 10:00 - Ann: "
LOG = '192.0.2.1 - - [01/Jun/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "x"\n'


@hostile("a message of 4 MB.txt", "", recipe="phones.whatsapp")
def long_message() -> bytes:
    return (f"{CHAT}hello\n" * 5 + CHAT + "wordy " * 700_000 + "\n").encode()


@hostile("a message of 200,000 lines.txt", "", recipe="phones.whatsapp")
def many_lines() -> bytes:
    return (f"{CHAT}hello\n" * 5 + CHAT + "x\n" * 200_000).encode()


@hostile("dates of all orders.txt", "several orders", recipe="phones.whatsapp")
def all_orders() -> bytes:
    return "".join(
        f"{a}/{b}/26, 25:61 - Ann: x\n" for a in (0, 1, 13, 31, 99) for b in (0, 1, 13, 31, 99)
    ).encode()


@hostile("names that are long.txt", "", recipe="phones.whatsapp")
def long_names() -> bytes:
    return (f"{CHAT}hello\n" * 5 + "30/06/2026, 10:00 - " + "a" * 200_000 + ": x\n").encode()


@hostile("cards in cards.vcf", "", recipe="phones.vcard")
def nested_cards() -> bytes:
    return ("BEGIN:VCARD\nVERSION:3.0\n" * 20_000 + "FN:Ann\nTEL:+447700900001\nEND:VCARD\n").encode()


@hostile("a folded line of 4 MB.vcf", "", recipe="phones.vcard")
def folded_line() -> bytes:
    return (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL:+447700900001\nNOTE:" + "x\n " * (1 << 20) + "\nEND:VCARD\n"
    ).encode()


@hostile("quoted characters that are none.vcf", "", recipe="phones.vcard")
def quoted_printable() -> bytes:
    line = "FN;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:=ZZ=\n=F0=9F=\n"
    return ("BEGIN:VCARD\nVERSION:2.1\n" + line * 200 + "TEL:+447700900001\nEND:VCARD\n").encode()


@hostile("a request of 10 MB.log", "", recipe="sites.log")
def long_request() -> bytes:
    return (LOG * 20 + LOG.replace("GET /", "GET /" + "a%" * (5 << 20)) + LOG).encode()


@hostile("quotes without end.log", "", recipe="sites.log")
def log_quotes() -> bytes:
    return (LOG * 20 + '192.0.2.1 - - [01/Jun/2026:10:00:00 +0000] "' + '\\"' * 50_000 + "\n" + LOG).encode()


@hostile("days that are none-2026.log", "", recipe="sites.log")
def no_days() -> bytes:
    said = "Accepted password for ann from 192.0.2.1 port 4242 ssh2"
    days = ("Jun  1", "Jun  0", "Feb 30", "Jun 99")
    return "".join(
        f"{day} 08:16:0{n % 10} host sshd[77]: {said}\n" for n, day in enumerate(days * 5)
    ).encode()


@hostile("an encoding no name can have.vcf", "", recipe="phones.vcard")
def no_encoding() -> bytes:
    line = "FN;CHARSET=a\0b;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB\n"
    return ("BEGIN:VCARD\nVERSION:2.1\n" + line + "TEL:+447700900001\nEND:VCARD\n").encode()


@hostile("a register of 100,000 lines.txt", ".", recipe="sites.registry")
def long_register() -> bytes:
    return ("Domain Name: example.org\nRegistrar: R\n" + "Name Server: ns.example.org\n" * 100_000).encode()


@hostile("a register of long keys.txt", ".", recipe="sites.registry")
def long_keys() -> bytes:
    return (
        "Domain Name: example.org\nRegistrar: R\n" + "a " * 100_000 + ": x\n" + " " * 200_000 + ":\n"
    ).encode()


@hostile("trackers without end.html", "", recipe="sites.page")
def trackers() -> bytes:
    said = (
        "UA-" + "1" * 100_000 + " G-" + "A" * 100_000 + " GTM-" * 20_000 + "ca-pub-" * 20_000 + "a@" * 50_000
    )
    return f"<html><head><title>x</title></head><body>{said}</body></html>".encode()


@hostile("a graph of brackets.gml", ".", recipe="graphs.gml")
def gml_brackets() -> bytes:
    return ('graph [ node [ id 1 label "a" ] ' + "x [ " * 100_000).encode()


@hostile("an open text.gml", ".", recipe="graphs.gml")
def gml_text() -> bytes:
    return ('graph [ node [ id 1 label "' + "x" * 5_000_000).encode()


@hostile("a number of nodes that lies.net", "", recipe="graphs.pajek")
def pajek_count() -> bytes:
    return b'*Vertices 99999999999999999999\n1 "a"\n2 "b"\n*Edges\n1 2\n1 99999999999999999999999\n'


@hostile("addresses of any length.sanctioned_addresses_XBT.txt", "", recipe="wallets.sanctioned")
def long_addresses() -> bytes:
    return (
        b"1" * 5_000_000 + b"\n" + b"1BitcoinEaterAddressDontSendf59kuE\n" + b"bc1" + b"q" * 100_000 + b"\n"
    )
