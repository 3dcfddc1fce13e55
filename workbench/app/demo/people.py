"""Invented people and where they live: streets and towns that do not exist, the pseudo postcode ZZ99."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.app.demo.dice import Dice
from workbench.app.demo.words import phrases, words

_GIVEN = words(
    """
    Ada Alma Amos Anya Arlo Bea Bram Cleo Cora Dane Della Edwin Effie Elias Esme Ezra Fern Flora Frank
    Gwen Hana Hugo Ida Imran Ines Iris Ivo Jada Jonah Juno Kit Lars Leila Lena Linus Lotte Mabel Magnus
    Maya Milo Nadia Nell Noor Olga Oscar Otis Petra Piers Priya Rafe Rhea Rosa Ruben Sana Seth Silas
    Tara Theo Una Vera Wanda Yusuf Zara Zoë
    """
)
_FAMILY = words(
    """
    Ambleforth Arkwell Ashcombe Barrowby Birchmoor Blenkarn Brandreth Brightholme Calderwick Carnaby Chisholme
    Cobbleton Corrigill Crossmere Dalefield Danvers Deepwell Dunmallow Eastlake Elderkin Fallowell Farthing
    Fenwright Garroway Glaisher Greenhalgh Gristwood Hallowes Harbottle Hawkshead Heronby Hollinrake Inchbald
    Ironside Jessamine Kettlewell Kirkbride Langstroth Larkrise Linacre Lockerby Marchbank Merrow Netherby
    Oakshott Ollerton Penhallow Pickersgill Quillfeather Ravensworth Rookhope Sallowfield Scarcroft Skelwith
    Stonegrave Swinhoe Tallentire Thackray Thornaby Ullathorne Vantree Wharram Winterburn Yarrowdale
    """
)
_STREETS = phrases(
    """
    Lanternfield Road | Copperkiln Lane | Weaver's Rise | Old Tollgate | Saltpan Street | Heronsgate |
    Millrace Court | Quarrybank | Ferryman's Walk | Thimble Street | Cloister Yard | Ropewalk Close |
    Beacon Terrace | Orchardside | Tanner's Green | Slate Hill | Wheelwright Row | Nightingale Drive |
    Pear Tree Mews | Foundry Place
    """
)
_TOWNS = words("Harrowmere Tarnbridge Eskham Fellingworth Marlsby Oxenthwaite Skelby Wickenfield")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Person:
    name: str
    address: str
    email: str


class Directory:
    """Hands out people, no two with one name or one address."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "people")
        self._names = self._dice.shuffled([f"{given} {family}" for given in _GIVEN for family in _FAMILY])
        self._doors = self._dice.shuffled(
            [
                (house, street, town)
                for house in range(1, 60)
                for street in _STREETS
                for town in range(len(_TOWNS))
            ]
        )

    def person(self) -> Person:
        name = self._names.pop()
        mailbox = name.lower().replace("ë", "e").replace(" ", ".")
        return Person(name, self.address(), f"{mailbox}@example.com")

    def address(self) -> str:
        house, street, town = self._doors.pop()
        letters = self._dice.one(_LETTERS) + self._dice.one(_LETTERS)
        return f"{house} {street}, {_TOWNS[town]} ZZ99 {town + 1}{letters}"
