"""How companies are named: the legal form before or behind the name, and the name without it."""

import re

from coach.folding import squeeze

# Patterns for folded text, where ㈱ is (株).
LEGAL_FORM = (
    r"(?:(?:株式|有限|合同|合資|合名)会社|(?:一般|公益)(?:社団|財団)法人|(?:税理士|弁護士|司法書士|社会保険労務士|監査)法人"
    r"|社会福祉法人|医療法人(?:社団|財団)?|学校法人|NPO法人|\((?:株|有|同)\))"
)
# What tells that words name an organisation rather than a person.
ORGANISATION = rf"{LEGAL_FORM}|法人|協会|組合|事務所"
# What stands behind the name of whoever is addressed.
HONORIFIC = "様|御中|さま|殿"

_BESIDE_NAME = re.compile(rf"{LEGAL_FORM}|{HONORIFIC}")


def bare_name(name: str) -> str:
    """Return a company's name without its legal form, honorifics and white space, folded, for comparison."""
    return _BESIDE_NAME.sub("", squeeze(name))
