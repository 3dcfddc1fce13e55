"""The value types: how each sort of identifier is cleaned, checked and shown."""

from __future__ import annotations

from workbench.model.values.account import account, card
from workbench.model.values.base import Cleaned, Context, ValueType, clean_many
from workbench.model.values.camera import camera
from workbench.model.values.cell import cell
from workbench.model.values.certificate import certificate
from workbench.model.values.coordinates import coordinates
from workbench.model.values.document import document
from workbench.model.values.email import email
from workbench.model.values.equipment import imei, imsi
from workbench.model.values.handle import handle
from workbench.model.values.ip import ip
from workbench.model.values.masked import masked_number
from workbench.model.values.names import address, organisation, person
from workbench.model.values.pgp_key import pgp_key
from workbench.model.values.phone import phone, sender, short_code
from workbench.model.values.shipper import shipper
from workbench.model.values.site import site
from workbench.model.values.thing import thing
from workbench.model.values.tracker import tracker
from workbench.model.values.tracking import tracking
from workbench.model.values.vehicle import vehicle
from workbench.model.values.wallet import transaction, wallet
from workbench.model.values.wrapping import identifier, is_blank, is_damaged, unwrap

__all__ = ["VALUE_TYPES", "Cleaned", "Context", "ValueType", "clean_many", "told", "why_refused"]

VALUE_TYPES: dict[str, ValueType] = {
    v.id: v
    for v in (
        phone, short_code, sender, imei, imsi, cell, ip, wallet, transaction, handle, pgp_key, site, email,
        tracking, shipper, certificate, tracker, person, organisation, address, vehicle, account, card, coordinates,
        camera, document, masked_number, thing,
    )
}  # fmt: skip


def why_refused(value_type: ValueType, text: str, context: Context) -> str:
    """One clause for the reject list: why this value type's clean() answered None to the text."""
    plain = unwrap(text)
    if is_blank(plain):
        return "it is empty"
    if identifier(text) is None and is_damaged(plain):
        return "a spreadsheet has rounded it, its last digits are lost; ask for the original file"
    own = getattr(value_type, "why_refused", None)
    if own is not None:
        return str(own(text, context))
    return f"it does not look like this sort of value (such as {value_type.example})"


def told(value_type: str, value: str) -> list[str]:
    """What a value says by itself, a line each: whose tracking number it may be, and the account in it."""
    own = getattr(VALUE_TYPES.get(value_type), "told", None)
    return list(own(value)) if own is not None else []
