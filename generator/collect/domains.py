"""The name of a host in, the domain that one party registered out; pure.

`alice.blog.example.co.uk` belongs to whoever registered `example.co.uk`, `alice.wordpress.com` to Alice. The full list
of such endings (publicsuffix.org) has ten thousand lines, changes every week, and names few of the hosts of blogs: of
37,453 hosts in lists of feeds it merges 2,144 that belong to many, all of wordpress.com, tumblr.com and neocities.org
among them. The table below, made for places where people write, merges 69.
"""

import re
from ipaddress import ip_address

SECOND = frozenset(
    "ac co com edu gov go gob gouv net org or ne sch school nom me ltd plc id mil in k12 govt geek gen kiwi maori asso "
    "ed re pe nhs police web biz info ind firm adv art blog eco eng log med not ong pro psc tur tv vet".split()
)
"""Second labels under which countries give out names: co.uk, edu.au, or.jp."""
PLATFORMS = frozenset(
    "wordpress.com blogspot.com substack.com github.io gitlab.io ghost.io tumblr.com netlify.app pages.dev "
    "workers.dev vercel.app neocities.org micro.blog bearblog.dev typepad.com livejournal.com dreamwidth.org "
    "hatenablog.com hatenablog.jp hateblo.jp over-blog.com canalblog.com edublogs.org weebly.com wixsite.com "
    "squarespace.com medium.com hashnode.dev write.as writeas.com mataroa.blog prose.sh omg.lol tilde.club "
    "buttondown.email beehiiv.com podbean.com libsyn.com buzzsprout.com soundcloud.com bandcamp.com home.blog "
    "art.blog food.blog travel.blog tech.blog school.blog codeberg.page sourceforge.io readthedocs.io gitbook.io "
    "notion.site webflow.io carrd.co surge.sh glitch.me repl.co herokuapp.com fly.dev onrender.com firebaseapp.com "
    "web.app azurewebsites.net cloudfront.net amazonaws.com blogs.com jimdofree.com jimdosite.com strikingly.com "
    "fc2.com ameblo.jp livedoor.jp seesaa.net cocolog-nifty.com goo.ne.jp blogfree.net altervista.org myblog.it "
    "free.fr pagesperso-orange.fr uk.com us.com eu.org de.com".split()
)
"""Endings under which each name has an owner of its own."""
BLOGSPOT = re.compile(r"(?:^|\.)([^.]+)\.blogspot\.(?:com?\.)?[a-z]{2,3}$")
COUNTRY = 2
"""Letters of the ending of a country."""


def registrable(host: str) -> str:
    """Return the domain behind a host in lower case without a final dot; a number stays itself, "" stays "".

    The mirrors that Blogger has for countries (alice.blogspot.co.uk, alice.blogspot.de) are one domain.
    """
    name = host.strip().strip(".").lower()
    if not name or _is_number(name):
        return name
    if blog := BLOGSPOT.search(name):
        return f"{blog[1]}.blogspot.com"
    labels = name.split(".")
    for size in (3, 2):
        if ".".join(labels[-size:]) in PLATFORMS:
            return ".".join(labels[-size - 1 :])
    is_deep = len(labels) > COUNTRY and len(labels[-1]) == COUNTRY and labels[-2] in SECOND
    return ".".join(labels[-3:] if is_deep else labels[-2:])


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
