"""A notice in, the letter of its edition with a head for a list out, and who gets it.

The letter is `letter.eml` as the site has it (publish/letter): what is sent is what was printed. Here it gets its From
and To, and what programs know a list by (RFC 2369, RFC 2919).
"""

from email import message_from_bytes
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from generator.announcing.channel import Task, ask
from generator.collect import addresses
from generator.collect.errand import Errand
from generator.config.announcing import each_once
from generator.config.answers import MAIL
from generator.config.checks import HOST
from generator.errors import StreetError
from generator.model import Mail
from generator.publish.letter.message import literal

RECIPIENTS = "SMTP_TO"
LARGEST = 1_000_000
"""Bytes of a letter; ours have at most a few times 100 kB."""
LONG = SMTP.clone(max_line_length=998)
"""Headers in one line, as long as one may be (RFC 5322, 2.1.1): where Python 3.11 folds a name with a comma or a colon,
the quotes around it are lost, and a server reads several senders."""
NOBODY = "undisclosed-recipients"
"""The group of a list whose name is not ASCII: Python writes no blank between an encoded word and the colon behind it,
as RFC 2047, 5 (3), wants it."""
ANYHOW = ("X-Unsent", "From", "To", "Message-ID", "Date")
"""Headers of the file that are another's: of the person who would send it by hand."""


def letter(task: Task) -> EmailMessage:
    """Fetch the letter of the edition from the site and put the head on it."""
    answer = ask(task, Errand(url=task.notice.letter))
    if not answer.good or len(answer.body) > LARGEST:
        raise StreetError(f"The letter is not to be had at {task.notice.letter} ({answer.status}).")
    made = message_from_bytes(answer.body, policy=LONG)
    assert isinstance(made, EmailMessage)
    if made.get_content_type() != "multipart/alternative" or made.defects:
        raise StreetError(f"What lies at {task.notice.letter} is no letter of ours.")
    told = headers(task)
    for name in (*ANYHOW, *told):
        del made[name]
    for name, value in told.items():
        made[name] = value
    return made


def headers(task: Task) -> dict[str, object]:
    """Return the head of the letter.

    A list without a service of its own takes wishes to leave by mail (RFC 2369, 3.2); a click that leaves at once (RFC
    8058) would need one. A value with a line end is refused by EmailMessage, and none is hidden in an encoded word, so
    no value can begin a header of its own.
    """
    notice, mail = task.notice, wishes(task)
    sender, answers = known(mail.sender), known(mail.reply_to or mail.sender)
    home = f"{notice.address.partition('/editions/')[0]}/"
    found: dict[str, object] = {
        "Subject": literal(notice.title),
        "From": Address(literal(notice.site), addr_spec=sender),
        "To": Group(literal(notice.site) if notice.site.isascii() else NOBODY),
        "Date": task.now,
        "Message-ID": f"<{uuid5(NAMESPACE_URL, f'{notice.id} {notice.address} letter')}@{sender.rpartition('@')[2]}>",
        "List-Id": f"<{list_id(home)}>",
        "List-Archive": f"<{home}archive/>",
        "List-Unsubscribe": f"<mailto:{quote(answers, safe='@')}?subject=unsubscribe>",
        "Auto-Submitted": "auto-generated",
    }
    return {**found, "Reply-To": Address(addr_spec=answers)} if mail.reply_to else found


def list_id(home: str) -> str:
    """Return the name of the list: the address of the site, the nearest first (RFC 2919, 2)."""
    parts = urlsplit(home)
    steps = ["".join(sign for sign in step if sign.isascii() and (sign.isalnum() or sign in "-_")) for step in
             reversed(parts.path.split("/"))]  # fmt: skip
    return ".".join([*filter(None, steps), addresses.name(home)])


def wishes(task: Task) -> Mail:
    """Return what the owner wishes of letters."""
    assert task.wishes.email, "it is wished for"
    return task.wishes.email


def recipients(task: Task) -> tuple[str, ...]:
    """Return everybody, once each: those of config.yaml, then those that only the secret knows."""
    return each_once(known(each) for each in (*wishes(task).to, *hidden(task)) if is_address(each))


def hidden(task: Task) -> list[str]:
    """Return what the secret names, as it is written there: with commas, semicolons or line ends between them."""
    said = task.door.secrets.get(RECIPIENTS, "").replace("\n", ",").replace(";", ",")
    return [each.strip() for each in said.split(",") if each.strip()]


def is_address(words: str) -> bool:
    """Tell whether a text is one address for mail, and nothing besides."""
    found = MAIL.fullmatch(words)
    return bool(found and found["who"].isascii() and HOST.fullmatch(found["where"]))


def known(address: str) -> str:
    """Return an address whose host is as DNS knows it, for servers that know no other letters (RFC 5321)."""
    name, _, host = address.rpartition("@")
    return f"{name}@{addresses.name(f'https://{host}')}"
