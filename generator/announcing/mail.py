"""A letter in, the same handed in at the owner's mail server, at most once.

Nobody sees who else gets it: recipients stand on the envelope alone, of one delivery. Nobody can look whether a letter
has arrived, so what may have gone out is never sent again.

smtplib opens the socket, the one beside that of collect/http.py, for a conversation that has an end in time and in size
(conversation.py). The way is encrypted and the server has to prove who it is before it hears a name, a password or the
letter: TLS from the first byte (port 465, RFC 8314) or by STARTTLS (RFC 3207) and never without. On a street map
everybody lives on this machine, where there are no certificates.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from generator import text
from generator.announcing import envelope
from generator.announcing.channel import SAID, UNSURE, Channel, Done, Task
from generator.announcing.conversation import ALL, Conversation, Encrypted
from generator.announcing.envelope import RECIPIENTS
from generator.collect import addresses
from generator.collect.vault import Vault
from generator.config.announcing import MOST
from generator.errors import StreetError

USER, PASSWORD = "SMTP_USER", "SMTP_PASSWORD"
TLS = 465
"""The port on which TLS is spoken from the first byte; on every other it is begun with STARTTLS."""
READY, GOOD, TAKEN_ON = 220, 250, frozenset({250, 251})
PLAIN_NO = 400
"""From this code on an answer refuses (RFC 5321, 4.2.1); smtplib gives -1 to one that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where letters are handed in, and how."""

    host: str
    port: int
    where: tuple[str, int]
    """The machine that is called."""
    safe: ssl.SSLContext | None
    """None on a street map, where nothing leaves this machine."""


def lacking(task: Task) -> str:
    """Say what is missing: one half of the log-in, or whoever should get the letter."""
    here = [name for name in (USER, PASSWORD) if name in task.door.secrets]
    if len(here) == 1:
        return f"Of {USER} and {PASSWORD} only {here[0]} is there."
    foreign = [name for name in here if not task.door.secrets[name].isascii()]
    if foreign:  # RFC 4954 sends UTF-8; smtplib of Python 3.11 refuses to
        return f"{foreign[0]} has signs beyond ASCII, which cannot be sent: an app password has none."
    wrong = [number for number, each in enumerate(envelope.hidden(task), start=1) if not envelope.is_address(each)]
    if wrong:
        return f"Entry {wrong[0]} of {RECIPIENTS} is no e-mail address."
    number = len(envelope.recipients(task))
    if number > MOST:
        return f"These are {number} recipients, and {MOST} is the most. Write to a mailing list instead."
    return "" if number else f"Nobody is named to whom it goes: neither in config.yaml nor in {RECIPIENTS}."


def shown(task: Task) -> str:
    """Return the head of the letter, and to how many it goes: hidden addresses are not shown."""
    wishes, number = envelope.wishes(task), len(envelope.recipients(task))
    head = "\n".join(f"{name}: {value}" for name, value in envelope.headers(task).items())
    return (
        f"{wishes.host}:{wishes.port} would get, for {text.count(number, 'recipient')}, the letter at "
        f"{task.notice.letter} with this head:\n\n{head}"
    )


def tell(task: Task, claim: Callable[[], None], safe: ssl.SSLContext | None = None, *, patience: float = ALL) -> Done:
    """Hand the letter in.

    Args:
        task: what is to be told, and how.
        claim: is called right before the letter is given away.
        safe: how a server proves who it is; by default as this machine knows it.
        patience: seconds for the whole conversation.
    """
    letter, recipients = envelope.letter(task), envelope.recipients(task)
    counter = _counter(task, safe)
    with _worded(task, counter), _open(counter, patience) as server:
        if USER in task.door.secrets:
            server.login(task.door.secrets[USER], task.door.secrets[PASSWORD])
        refused = _enveloped(server, envelope.known(envelope.wishes(task).sender), recipients)
        server.aside(claim)
        _given(server, letter.as_bytes(), counter)
    if not refused:
        return Done()
    said = ", ".join(f"number {number} ({code})" for number, code in refused)
    return Done(words=f"{counter.host} refused {text.count(len(refused), 'recipient')}: {said}.")


# ---------------------------------------------------------------- the counter


def _counter(task: Task, safe: ssl.SSLContext | None) -> Counter:
    wishes = envelope.wishes(task)
    host = addresses.name(f"https://{wishes.host}")
    if not task.door.hosts:
        return Counter(
            host=host, port=wishes.port, where=(host, wishes.port), safe=safe or ssl.create_default_context()
        )
    if host not in task.door.hosts:
        raise StreetError(f"There is no such host: {host}.")
    return Counter(host=host, port=wishes.port, where=task.door.hosts[host], safe=safe)


@contextmanager
def _open(counter: Counter, patience: float) -> Iterator[Conversation]:
    """Call the server; whoever leaves by another door hangs up on it."""
    server = _called(counter, patience)
    try:
        yield server
    except BaseException:
        server.close()
        raise
    with suppress(smtplib.SMTPException, StreetError, OSError):  # it has the letter: that it says goodbye is a courtesy
        server.quit()
    server.close()


def _called(counter: Counter, patience: float) -> Conversation:
    """Connect, encrypt, and say who is calling."""
    server: Conversation
    if counter.safe and counter.port == TLS:
        server = Encrypted(host=counter.host, patience=patience, safe=counter.safe)
    else:
        server = Conversation(host=counter.host, patience=patience)
    try:
        code, said = server.connect(*counter.where)
        if code != READY:
            raise smtplib.SMTPConnectError(code, said)
        if counter.safe and counter.port != TLS:
            server.starttls(context=counter.safe)
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _enveloped(server: smtplib.SMTP, sender: str, recipients: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Write the envelope and return who was refused: the number in the list, and the code; at least one is not."""
    code, said = server.mail(sender)
    if code != GOOD:
        raise smtplib.SMTPSenderRefused(code, said, sender)
    answers = [server.rcpt(each) for each in recipients]
    refused = tuple((number, code) for number, (code, _) in enumerate(answers, start=1) if code not in TAKEN_ON)
    if len(refused) == len(recipients):
        raise smtplib.SMTPRecipientsRefused({recipients[0]: answers[0]})
    return refused


def _given(server: Conversation, letter: bytes, counter: Counter) -> None:
    """Give the letter away. Only a plain no means that it was not taken; silence may mean anything (RFC 1047).

    What goes wrong before the server has asked for the letter is no such silence.
    """
    try:
        code, said = server.data(letter)
    except smtplib.SMTPDataError:
        raise
    except (StreetError, smtplib.SMTPException, OSError) as error:
        if not server.waits_for_letter:
            raise
        if isinstance(error, StreetError):
            raise error.saying(f"{error.words} It did not say whether it took the letter.", kind=UNSURE) from error
        words = f"{counter.host} broke off before it said whether it took the letter."
        raise StreetError(words, kind=UNSURE) from error
    if code < PLAIN_NO and code != GOOD:
        raise StreetError(f"{counter.host} did not say whether it took the letter.", kind=UNSURE)
    if code != GOOD:
        raise smtplib.SMTPDataError(code, said)


@contextmanager
def _worded(task: Task, counter: Counter) -> Iterator[None]:
    """Turn what went wrong into words, without secrets and without people; nothing has gone out then."""
    people = {f"recipient {number}": each for number, each in enumerate(envelope.recipients(task), start=1)}
    vault = Vault({**task.door.secrets, **people})

    def quoted(error: smtplib.SMTPResponseException) -> str:
        said = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return f"{error.smtp_code}, “{text.one_line(vault.scrubbed(said).decode(errors='replace'), SAID)}”"

    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise StreetError(f"{counter.host} does not know {USER} with {PASSWORD} ({quoted(error)}).") from None
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise StreetError(f"{counter.host} refused every recipient ({code}).") from None
    except smtplib.SMTPNotSupportedError:
        raise StreetError(f"{counter.host}:{counter.port} offers no encryption or no log-in.") from None
    except smtplib.SMTPResponseException as error:
        if error.smtp_code < PLAIN_NO:
            raise StreetError(f"{counter.host}:{counter.port} does not answer as a mail server does.") from None
        raise StreetError(f"{counter.host} refused the letter ({quoted(error)}).") from None
    except ssl.SSLCertVerificationError:
        raise StreetError(f"{counter.host} cannot prove who it is: its certificate is not valid.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise StreetError(f"{counter.host}:{counter.port} could not be reached: {_why(error)}.") from None


def _why(error: Exception) -> str:
    return text.one_line(str(getattr(error, "strerror", None) or error), SAID).rstrip(".") or "it hung up"


CHANNEL = Channel(
    name="email", wished=lambda wishes: wishes.email, lacking=lacking, shown=shown, tell=tell, looks=False
)
