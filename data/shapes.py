"""What a person's details look like in a text: e-mail, phone, IBAN, card, codice fiscale, Chinese identity number, passport.

Each shape is one pattern that the engine (RE2) and Python read alike; numbers that carry a check digit are checked. `macros`
gives the engine what the functions here compute, so that a million cells are looked through without leaving it.

Two questions are asked. A *text* shows a person where any shape stands in it. A *key* is a person's only where it could be
nothing else: a plain string of digits stays a key, since EAN-13 and wallet numbers look like phones and cards.
"""

import re
from functools import reduce
from pathlib import Path

from data.quoting import literal

FULL = "".join(
    map(chr, [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *map(ord, "＠＋．－＿")])
)
HALF = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@+.-_"
BLANKS = "\u00a0\u3000\u2007\u202f"
DASHES = "\u2010\u2011\u2012\u2013\u2212"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
FROM = FULL + BLANKS + DASHES + UNSEEN
INTO = HALF + " " * len(BLANKS) + "-" * len(DASHES)
_PLAIN = str.maketrans(FULL + BLANKS + DASHES, INTO, UNSEEN)

_STOP = " \\t\\r\\n@,，;；:：。（）<>()\\[\\]{}\"'|/\\\\="
_START, _END = "(^|[^0-9A-Za-z])", "([^0-9A-Za-z]|$)"
# Not between further groups of digits: watches are called 311.30.42.30.01.005.
_PHONE_START = "(^|[^0-9A-Za-z.]|(?:^|[^0-9]|(?:^|[^0-9])[0-9])\\.)"
_PHONE_END = "(\\.0*(?:[^0-9]|$)|[^0-9A-Za-z.]|$)"
EMAIL = f"[^{_STOP}]+@[^{_STOP}.]+(?:\\.[^{_STOP}.]+)*\\.[^{_STOP}.0-9]{{2,}}"
DIALLED = "\\+ ?[1-9](?:[ .\\-/()]{0,2}[0-9]){7,14}"
_ZEROS = "00[1-9](?:[ .\\-/()]{0,2}[0-9]){8,14}"
_ITALIAN = "(?:39[ .\\-]?)?3[1-9][0-9][ .\\-/]?(?:[0-9]{6,7}|[0-9]{3}[ .\\-/][0-9]{3,4}|[0-9]{2}[ .\\-][0-9]{2}[ .\\-][0-9]{2,3})"
_LANDLINE = "0[1-9][0-9]{0,2}[ ./\\-][0-9]{3,4} ?[0-9]{3,4}"
_CHINESE = "(?:86[ .\\-]?)?1[3-9][0-9](?:[ .\\-]?[0-9]{4}){2}"
PHONE = f"(?:{_ZEROS}|{_ITALIAN}|{_LANDLINE}|{_CHINESE})"
FISCAL = (
    "[A-Za-z]{6}[0-9]{2}[A-EHLMPRSTa-ehlmprst][0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]"
)
PASSPORT = (
    "(?:[Pp][Aa][Ss][Ss][Aa]?[Pp][Oo][Rr][Tt][Oo]?|护照)[^0-9A-Za-z]{0,3}(?:[Nn][OoRr]?|[Nn]um(?:ber|ero)|号码|号)?"
    "[^0-9A-Za-z]{0,3}[A-Za-z]{0,2}[0-9]{6,9}"
)
IBAN = "[A-Za-z]{2}[0-9]{2}(?: ?[0-9A-Za-z]{4}){2,7}(?: ?[0-9A-Za-z]{1,3})?"
CARD = "(?:3[47][0-9]{2}[ \\-]?[0-9]{6}[ \\-]?[0-9]{5}|(?:2[2-7]|[3-6][0-9])[0-9]{2}(?:[ \\-]?[0-9]{4}){2}[ \\-]?[0-9]{2,4}(?:[ \\-]?[0-9]{3})?)"
IDENTITY = "[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
# One look tells the many cells that cannot show a person: no @ and fewer than six digits near each other.
MAY_SHOW = "[@＠]|(?:[0-9０-９][^0-9０-９]{0,2}){6}"
MAY_BE_KEY = (
    "[@＠+＋ \u00a0\u3000]|(?:^|[^0-9A-Za-z])[A-Za-z]{2}[0-9]{2}[0-9A-Za-z]{8}|[A-Za-z]{6}[0-9]{2}[A-Za-z]|[0-9０-９]{17}[XxＸｘ]|[0-9]{4}-[0-9]{4,6}-"
    "|[A-Za-zÀ-ÿ]{2}[.,][A-Za-zÀ-ÿ]|[0-9]{3}\\.[0-9]{2}"
)
_BARE = "[ \\t\\r\\n]*"
_SPACED_PHONE = (
    f"^{_BARE}(?:(?:39 ?)?3[1-9][0-9][ .][0-9]{{2,3}}[ .]?[0-9]{{2,4}}(?:[ .][0-9]{{2,4}})?"
    f"|(?:86 ?)?1[3-9][0-9][ .][0-9]{{4}}[ .][0-9]{{4}}){_BARE}$"
)
_NAME = f"^{_BARE}[A-Za-zÀ-ÖØ-öø-ÿ'’]{{2,}}(?:(?:, ?| +|\\.)[A-Za-zÀ-ÖØ-öø-ÿ'’]{{2,}}){{1,3}}{_BARE}$"
# All but addresses, tax numbers and names have at least so many digits.
_FEWEST = 8
# Common given names of Italy and its neighbours: what tells Maria Rossi from Borsa Grande where a code belongs.
GIVEN = Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").split()
_GIVEN = f"(?:^|[ ,.])(?:{'|'.join(GIVEN)})(?:$|[ ,.])"

# The length of each country's IBAN, as its registry states it.
_LENGTHS = (
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27"
    "GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28"
    "PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
)
LENGTHS = {country: int(length) for country, length in re.findall("([A-Z]{2})([0-9]{2})", _LENGTHS)}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

# In this order: an IBAN before the phone that its digits may look like.
_CHECKED = (("IBAN", IBAN, "is_iban"), ("card", CARD, "is_card"), ("identity number", IDENTITY, "is_identity_number"))
_PHONE = f"{_PHONE_START}{PHONE}{_PHONE_END}"
_BOUNDED = (("codice fiscale", f"{_START}{FISCAL}{_END}"), ("passport", f"{_START}{PASSPORT}{_END}"), ("phone", _PHONE))
_SHAPES = (EMAIL, f"{DIALLED}{_END}", *(pattern for _, pattern in _BOUNDED))


def plain(text: str) -> str:
    """Full-width signs as the ones a keyboard has, all blanks and dashes alike, unseen marks left out."""
    return text.translate(_PLAIN)


def is_iban(text: str) -> bool:
    """Whether the text begins with a whole IBAN whose check digits are right."""
    compact = text.replace(" ", "").upper()
    length = LENGTHS.get(compact[:2], 99)
    number = compact[4:length] + compact[:4]
    return len(compact) >= length and reduce(_mod97, (int(sign, 36) for sign in number), 0) == 1


def _mod97(rest: int, digit: int) -> int:
    return (rest * (100 if digit > 9 else 10) + digit) % 97


def is_card(text: str) -> bool:
    """Whether the digits pass the check of payment cards (Luhn)."""
    digits = [int(sign) for sign in reversed(text) if sign in "0123456789"]
    return sum(d if at % 2 == 0 else d * 2 // 10 + d * 2 % 10 for at, d in enumerate(digits)) % 10 == 0


def is_identity_number(text: str) -> bool:
    """Whether the last sign is the check digit of a Chinese identity number (GB 11643)."""
    total = sum(int(sign) * weight for sign, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == text[17].upper()


def shows_person(text: str) -> bool:
    """Whether any detail of a person stands in a text."""
    if not re.search(MAY_SHOW, text):
        return False
    value = plain(text)
    return any(re.search(pattern, value) for pattern in _SHAPES) or any(
        globals()[check](detail) for _, pattern, check in _CHECKED for detail in _all(pattern, value)
    )


def scrubbed(text: str) -> str:
    """The text with each detail of a person replaced by its kind; a text without any stays as it is."""
    if not shows_person(text):
        return text
    cleaned = re.sub(EMAIL, "[e-mail]", plain(text))
    for kind, pattern, check in _CHECKED:
        for detail in _all(pattern, cleaned):
            if globals()[check](detail):
                cleaned = cleaned.replace(detail, f"[{kind}]")
    cleaned = re.sub(f"{DIALLED}{_END}", r"[phone]\1", cleaned)
    for kind, pattern in _BOUNDED:
        for _ in range(2):  # two in a row share the blank between them
            cleaned = re.sub(pattern, rf"\1[{kind}]\2", cleaned)
    return cleaned


def is_persons_key(text: str) -> bool:
    """Whether a key is shaped like a person's detail and like no number that systems give to orders, goods and payments."""
    if not re.search(MAY_BE_KEY, text):
        return False
    value = plain(text)
    if any(re.search(pattern, value) for pattern in (EMAIL, f"{_START}{FISCAL}{_END}")) or is_name(value):
        return True
    if len(re.findall("[0-9]", value)) < _FEWEST:
        return False
    spaced = [card for card in _all(CARD, value) if " " in card or "-" in card]
    return (
        any(re.search(pattern, value) for pattern in (f"{DIALLED}{_END}", _SPACED_PHONE))
        or any(map(is_iban, _all(IBAN, value)))
        or any(map(is_card, spaced))
        or any(number[-1] in "Xx" and is_identity_number(number) for number in _all(IDENTITY, value))
        or (" " in value.strip(" ") and bool(re.search(_PHONE, value)))  # codes have no blanks: words around a number
    )


def is_name(value: str) -> bool:
    """Two to four words of letters, one of them a common given name: Maria Rossi, ROSSI, MARIA."""
    return bool(re.search(_NAME, value) and re.search(_GIVEN, value.lower()))


def _all(pattern: str, text: str) -> list[str]:
    return [match[1] for match in re.findall(f"{_START}({pattern}){_END}", text)]


def macros() -> str:
    """SQL that gives the connection `plain_text`, `shows_person`, `scrubbed`, `is_persons_key`; `plain_text` comes first, as all read it."""
    return ";\n".join(
        f"create or replace temp macro {macro}"
        for macro in (
            f"half_width(cell) as translate(cell, {literal(FROM)}, {literal(INTO)})",
            f"is_odd(cell) as regexp_matches(cell, {literal(f'[{FROM}]')})",
            "plain_text(cell) as case when is_odd(cell) then half_width(cell) else cell end",
            *_checks(),
            *_showing(),
            *_scrubbing(),
            *_keys(),
        )
    )


def _checks() -> list[str]:
    """The sums that an IBAN, a card and an identity number carry."""
    lengths = "map {" + ", ".join(f"'{country}': {length}" for country, length in LENGTHS.items()) + "}"
    weights = ", ".join(map(str, _WEIGHTS))
    return [
        f"iban_part(cell) as left(upper(replace(cell, ' ', '')), coalesce({lengths}[upper(left(cell, 2))], 0))",
        """mod97(cell) as list_reduce(list_transform(string_split(cell[5:] || cell[:4], ''),
            lambda s: case when s between '0' and '9' then ord(s) - 48 else ord(s) - 55 end),
            lambda a, b: (a * case when b > 9 then 100 else 10 end + b) % 97, 0)""",
        f"""is_iban(cell) as coalesce(length(iban_part(cell)) = {lengths}[upper(left(cell, 2))]
            and mod97(iban_part(cell)) = 1, false)""",
        """is_card(cell) as list_sum(list_transform(string_split(reverse(regexp_replace(cell, '[^0-9]', '', 'g')), ''), lambda s, i:
            case when i % 2 = 1 then ord(s) - 48 else (ord(s) - 48) * 2 // 10 + (ord(s) - 48) * 2 % 10 end)) % 10 = 0""",
        f"""is_identity_number(cell) as upper(cell[18:18]) = ({literal(_CHECKS)})[(list_sum(list_transform(string_split(cell[1:17], ''),
            lambda s, i: (ord(s) - 48) * ([{weights}])[i])) % 11 + 1)::bigint]""",
    ]


def _showing() -> list[str]:
    shapes = " or ".join(_fits(pattern) for pattern in _SHAPES)
    checked = " or ".join(_any(pattern, f"{check}(s)") for _, pattern, check in _CHECKED)
    return [
        f"plain_shows_person(cell) as {shapes} or {checked}",
        f"""shows_person(cell) as case when not regexp_matches(cell, {literal(MAY_SHOW)}) then false
            when is_odd(cell) then plain_shows_person(half_width(cell)) else plain_shows_person(cell) end""",
    ]


def _scrubbing() -> list[str]:
    """`scrubbed`, step by step: each macro replaces the details of one kind."""
    steps = [f"regexp_replace(plain_text(cell), {literal(EMAIL)}, '[e-mail]', 'g')"]
    for kind, pattern, check in _CHECKED:
        details = f"list_filter({_matches(pattern)}, lambda s: {check}(s))"
        steps.append(f"list_reduce(list_prepend(cell, {details}), lambda a, b: replace(a, b, '[{kind}]'))")
    steps.append(f"regexp_replace(cell, {literal(DIALLED + _END)}, '[phone]\\1', 'g')")
    for kind, pattern in _BOUNDED:
        replaced = f"regexp_replace(cell, {literal(pattern)}, '\\1[{kind}]\\2', 'g')"
        steps += [replaced, replaced]  # two in a row share the blank between them
    whole = reduce(lambda inner, at: f"scrubbing_{at}({inner})", range(len(steps)), "cell")
    return [
        *(f"scrubbing_{at}(cell) as {step}" for at, step in enumerate(steps)),
        f"scrubbed(cell) as case when shows_person(cell) then {whole} else cell end",
    ]


def _keys() -> list[str]:
    return [
        f"""is_name(cell) as case when regexp_matches(cell, {literal(_NAME)})
            then regexp_matches(lower(cell), {literal(_GIVEN)}) else false end""",
        f"""has_digits(cell) as length(cell) - length(translate(cell, '0123456789', '')) >= {_FEWEST}""",
        f"""is_persons_number(cell) as {_fits(DIALLED + _END)} or {_fits(_SPACED_PHONE)}
            or {_any(IBAN, "is_iban(s)")} or {_any(CARD, "regexp_matches(s, '[ -]') and is_card(s)")}
            or {_any(IDENTITY, "s[-1:] in ('X', 'x') and is_identity_number(s)")}
            or (contains(trim(cell), ' ') and {_fits(_PHONE)})""",
        f"""is_plain_persons_key(cell) as {_fits(EMAIL)} or {_fits(_START + FISCAL + _END)} or is_name(cell)
            or case when has_digits(cell) then is_persons_number(cell) else false end""",
        f"""is_persons_key(cell) as case when not regexp_matches(cell, {literal(MAY_BE_KEY)}) then false
            when is_odd(cell) then is_plain_persons_key(half_width(cell)) else is_plain_persons_key(cell) end""",
    ]


def _any(pattern: str, check: str) -> str:
    """Whether one of the places where the pattern fits passes the check; most cells are done with the first look."""
    fits = f"regexp_matches(cell, {literal(_START + pattern + _END)})"
    return f"case when {fits} then list_bool_or(list_transform({_matches(pattern)}, lambda s: {check})) else false end"


def _fits(pattern: str) -> str:
    """Whether a pattern fits somewhere; the sign that an address or a dialled number cannot lack is looked for first."""
    fits = f"regexp_matches(cell, {literal(pattern)})"
    sign = {EMAIL: "@", DIALLED + _END: "+"}.get(pattern)
    return f"(contains(cell, '{sign}') and {fits})" if sign else fits


def _matches(pattern: str) -> str:
    return f"regexp_extract_all(cell, {literal(f'{_START}({pattern}){_END}')}, 2)"
