"""A post in, whether it states a finding and names no source for it out.

"Studies show that ..." may be true; without a source a reader cannot tell, and may want to ask for it. What is looked
for is narrow on purpose: a sentence that appeals to research or gives a share of people, in a post that is wholly
known, and nothing anywhere in it by which one could find where that comes from. Questions, hearsay in quotes, one's own
work and threads that go on are left alone. It is a fact about a text, never a word about whether it is right.
"""

import re
from collections.abc import Mapping

from generator.edit.cues import DOI
from generator.model import Item

BARE = (
    r"(?:^|[.!?:;,–—-] |\b(?:because|that|as|and|but|while|since|when|know|says?|yes|recent|latest|more|most|many|all"
    r"|some|several|countless|also) )(?:the )?(?:new |recent |latest )?"
    r"(?:studies|research|evidence|science|data|neuroscience|a (?:new |recent )?study|one study"
    r"|another study|researchers|scientists|psychologists) "
    r"(?:(?:has|have|had|now|also|again|clearly|consistently|repeatedly|overwhelmingly|actually|already) ){0,3}"
    r"(?:shows?|showed|shown|proves?|proved|proven|confirms?|confirmed|reveals?|revealed|finds?|found|suggests?"
    r"|suggested|indicates?|indicated|demonstrates?|demonstrated|tells us|is clear)"
)
"""Research that is nobody's: "this study", "our research" and "the Uppsala study" say whose it is."""
APPEALS: Mapping[str, tuple[str, ...]] = {
    "en": (
        BARE,
        r"(?:it is|it['’]s|is|are|been) (?:scientifically|clinically|statistically) proven",
        r"(?:it is|it['’]s|it has been) (?:a )?proven (?:fact )?that",
        r"according to (?:research|studies|science|scientists|researchers|a (?:new |recent )?study)",
    ),
    "de": (
        r"studien (?:zeigen|belegen|beweisen|bestätigen)",
        r"(?:eine|neue) (?:neue |aktuelle )?studie (?:zeigt|belegt|beweist|bestätigt)",
        r"die (?:forschung|wissenschaft) (?:zeigt|belegt|beweist|sagt)",
        r"(?:laut (?:einer )?studien?|studien zufolge)",
        r"wissenschaftlich (?:bewiesen|belegt|erwiesen|nachgewiesen)",
    ),
    "es": (
        r"(?:los|muchos|varios|numerosos|diversos) estudios (?:muestran|demuestran|prueban|confirman|indican|sugieren)",
        r"un (?:nuevo |reciente )?estudio (?:muestra|demuestra|revela|reveló|confirma|demostró)",
        r"la (?:investigación|ciencia|evidencia) (?:muestra|demuestra|confirma|sugiere|dice)",
        r"est[áa] (?:científicamente )?(?:demostrado|comprobado|probado) que",
        r"según (?:varios |los |un )?estudios?",
    ),
    "fr": (
        r"(?:les|des|plusieurs|de nombreuses) études (?:montrent|démontrent|prouvent|confirment|suggèrent)",
        r"une (?:nouvelle |récente )?étude (?:montre|démontre|prouve|révèle|confirme)",
        r"la (?:recherche|science) (?:montre|démontre|prouve)",
        r"il est (?:scientifiquement )?prouvé que",
        r"selon (?:une|des|plusieurs|les) études?",
    ),
    "it": (
        r"(?:gli|molti|diversi|numerosi) studi (?:mostrano|dimostrano|provano|confermano)",
        r"la (?:ricerca|scienza) (?:mostra|dimostra|prova|conferma)",
        r"è scientificamente provato",
    ),
    "nl": (
        r"uit onderzoek blijkt",
        r"onderzoek (?:toont aan|laat zien|bewijst)",
        r"studies (?:tonen aan|laten zien|bewijzen)",
    ),
    "pt": (
        r"estudos (?:mostram|comprovam|provam|demonstram|confirmam)",
        r"a (?:pesquisa|ciência|investigação) (?:mostra|comprova|prova|demonstra)",
        r"est[áa] (?:cientificamente )?(?:provado|comprovado) que",
    ),
}
"""How one appeals to research, by language; all are looked for in every post, whatever it says of its language."""
PEOPLE = (
    "teachers|students|pupils|children|kids|learners|adults|people|americans|parents|schools|educators|employees|workers"
    "|jobs|women|men|lehrkräfte|lehrerinnen|lehrer|schüler|schülerinnen|kinder|jugendlichen|eltern|menschen|schulen"
    "|docentes|profesores|maestros|estudiantes|alumnos|niños|personas|escuelas|élèves|enseignants|enfants|étudiants"
    "|professores|alunos|estudantes|crianças|pessoas|escolas|insegnanti|studenti|alunni|bambini|persone|scuole|leraren"
    "|leerlingen|kinderen|scholen|mensen"
)
SHARES = (
    r"(?<![\d.,])\d{1,2}(?:[.,]\d+)? ?(?:%|per ?cent|prozent|por ?cient?o|pour cent|per cento|procent) "
    r"(?:of|der|aller|de|des|dos|das|degli|delle|dei|van) (?:(?:all|the|os|los|las|les|de|alle) )?"
    rf"(?:\w+ ){{0,2}}(?:{PEOPLE})"
)
"""Shares of people. A hundred per cent is a way of speaking."""
APPEAL = "|".join(appeal for appeals in APPEALS.values() for appeal in appeals)
FINDING = re.compile(rf"(?:(?<!\w)(?:{APPEAL})|{SHARES})\b", re.IGNORECASE)
SOURCED = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:com|org|edu|gov|net|info|io|eu|de|uk|ca|au)\b|@\w"
    r"|\((?:[^()]{0,60}\W)?(?:19|20)\d\d|\[\d{1,3}\]"
    r"|\b(?:et al|arxiv|doi|isbn|ibid|sources?|quelle|fuente|fonte|bron|via|h/t)\b"
    r"|\b(?:polls?|surveys?|census|umfrage|encuesta|sondage|enquête|sondaggio|enquête|peiling)\b"
    r"|\b(?:university|institute|journal|foundation|ministry|department|academy|council|association|press"
    r"|report|paper|book|article|podcast|keynote|documentary|universität|hochschule|institut|stiftung|ministerium"
    r"|zeitschrift|buch|artikel|bericht|universidad|instituto|fundación|ministerio|revista|libro|artículo|informe"
    r"|université|ministère|livre|rapport|universidade|livro|università|libro|universiteit|boek)\b"
    r"|\b(?:unesco|oecd|ocde|unicef|pew|gallup|nces|naep|pisa|timss|pirls|kmk|eef|ofsted|rand|edweek)\b",
    re.IGNORECASE,
)
"""Signs that a text says where something comes from, or at least where one could look."""
NAMED = re.compile(
    r"\b(?:[Aa]ccording to|(?:[Ss]tudy|[Rr]esearch|[Dd]ata|[Ww]ork) (?:by|from|at|of|in|done by|led by)"
    r"|[Rr]esearchers (?:at|from|in)|[Ss]cientists (?:at|from|in)|by|per|says|said|[Ll]aut|von|[Ss]egún|[Ss]elon"
    r"|[Ss]econdo|[Vv]olgens) (?:the |[Dd]r\.? |[Pp]rof\w*\.? |der |dem |la |el )?[A-ZÄÖÜÉ]\w"
    r"|[a-z,;:] (?:(?:the|a|new) )*[A-ZÄÖÜÉ][\w/]+(?:['’]s)? (?:study|studies|research|data)\b"
)
"""Somebody is named: "a study by Lund", "researchers at Uppsala", "the Uppsala study"; one can look for them."""
GOES_ON = re.compile(
    r"🧵|👇|⬇|\bthread\b|\(?\b\d{1,2}/(?:\d{1,2}|n|x)?(?!\w)|(?:\.\.\.|…)\W*$|\b(?:link|source)s? (?:in|below|im|en)\b",
    re.IGNORECASE,
)
"""The source may stand in what follows, or behind what was cut off."""
OWN = re.compile(
    r"\b(?:my|our|we|unser\w*|mein\w*|nuestr[oa]s?|mi|notre|nos|mon|noss[oa]s?|nostr[oaie]|ons|onze|mijn)\b",
    re.IGNORECASE,
)
"""Whoever reports of their own is a source."""
QUOTED = re.compile(r"[“„«\"][^”“»\"]{1,400}[”“»\"]")
SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*")


def claims(item: Item) -> bool:
    """Tell whether a post states a finding and names no source for it; of what is not wholly known, nothing is told.

    Under a content warning nothing is read.
    """
    text = f"{item.title}\n{item.text}" if item.title else item.text
    if item.kind != "post" or item.reply_to or item.warning or _sourced(item, text):
        return False
    return any(_finding(sentence[0]) for sentence in SENTENCE.finditer(QUOTED.sub(" ", text)))


def _sourced(item: Item, text: str) -> bool:
    """Whether there is anything by which one could find where it comes from; a picture may show that, too."""
    beside = (item.about, item.links, item.works, item.media, item.alts, item.mentions)
    return any(beside) or any(sign.search(text) for sign in (SOURCED, DOI, NAMED, GOES_ON))


def _finding(sentence: str) -> bool:
    words = sentence.strip()
    return not words.endswith("?") and not OWN.search(words) and FINDING.search(words) is not None
