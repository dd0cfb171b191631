"""What a file, a member or a sheet went beyond, in the reader's language."""

from data.files.bounds import Bound, gibibytes
from data.intake import Report
from words import formats
from words.messages import _


def refusal(report: Report) -> str:
    """Why a table is not loaded, or what else its report says."""
    return sentence(report.bound) if report.bound else report.message


def sentence(bound: Bound) -> str:
    """What was found and what to do."""
    words = {"name": bound.name, "found": formats.number(bound.found), "bound": formats.number(bound.bound)}
    match bound.kind:
        case "members":
            return _("{name} has more than {bound} members; pack it into several archives", **words)
        case "size":
            return _(
                "{name} unpacks to {found}, more than {bound}; unpack it and load its parts, or export fewer days at a time",
                name=bound.name, found=gibibytes(bound.found), bound=gibibytes(bound.bound),
            )  # fmt: skip
        case "ratio":
            return _("{name} unpacks to more than {bound} times its size, as no export does; export it again", **words)
        case "depth":
            return _("{name} lies {found} archives deep, deeper than {bound}; unpack it and load it by itself", **words)
        case "time":
            return _("{name} was not unpacked within {bound} seconds; unpack it and load its parts", **words)
        case "cells":
            return _("{name} has more than {bound} cells; save it as csv, or export fewer days at a time", **words)
        case "link":
            return _("{name} is a link to another file, and is not followed; pack the file itself", **words)
        case "device":
            return _("{name} is a device or a pipe, no file; pack files only", **words)
        case "entities":
            advice = _("open it in a spreadsheet program and save it again as .xlsx or .csv")
            return _(
                "{name} declares a document type or entities, as no export does; {advice}",
                name=bound.name,
                advice=advice,
            )
