"""`python -m tests.servers NETWORK`: opens the servers, says how to ask them, and stays until Ctrl-C.

With `--read` it also lets Gleaner read every source of the network and prints what came out.
"""

import argparse
import sys
import time
from datetime import datetime, timedelta

from generator import collect
from generator.errors import StreetError
from generator.model import Source
from tests.servers import FRIDAY, NETWORKS, serve


def main():
    """Read the command line, open the servers, wait."""
    asked = arguments().parse_args()
    names = list(NETWORKS) if asked.network == "all" else [asked.network]
    known = {name for each in names for name in NETWORKS[each].faults}
    if wrong := [fault for fault in asked.fault if fault not in known]:
        sys.exit(f"There is no fault {wrong[0]} here. There are: {', '.join(sorted(known)) or 'none'}.")
    with serve(*names, faults=asked.fault, today=asked.day, port=asked.port) as server:
        told(server, names, asked)
        if asked.read:
            read(server, names, asked.day)
            return
        wait(server)


def arguments():
    """Return the parser."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers", description=__doc__)
    parser.add_argument("network", choices=[*NETWORKS, "all"])
    parser.add_argument("--port", type=int, default=0, help="any free one by default")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument(
        "--day", type=datetime.fromisoformat, default=FRIDAY, help="the simulated instant, with its zone"
    )
    parser.add_argument("--read", action="store_true", help="read all of it with Gleaner, print what came out, and end")
    return parser


def told(server, names, asked):
    """Say what is served and how to ask it."""
    port = server.server_address[1]
    print(f"Serving {', '.join(names)} at http://127.0.0.1:{port}/ on {asked.day:%A %d %B %Y, %H:%M} UTC.", end="\n\n")
    for name in names:
        network = NETWORKS[name]
        host = network.hosts[0]
        print(f"{name}: {', '.join(network.hosts[:8])}{', ...' if len(network.hosts) > 8 else ''}")
        for path in network.paths:
            print(f"  curl -i -H 'Host: {host}' 'http://127.0.0.1:{port}{path}'")
        for secret, value in network.secrets.items():
            print(f"  {secret}={value}")
        for fault, each in network.faults.items():
            print(f"  --fault {fault:18} {each.words}{'  (on)' if fault in asked.fault else ''}")
        print()
    print("In Python: Door(hosts=dict.fromkeys(HOSTS, ('127.0.0.1', %d)), secrets={...}, paces={})." % port)  # noqa: UP031
    print(f"In config.yaml, where a server may be named: servers: [http://127.0.0.1:{port}], with --allow-private.\n")


def read(server, names, day):
    """Let Gleaner read every source, and print it."""
    sources = [
        Source(kind=kind, address=address, name=address, options=options)
        for name in names
        for kind, address, options in NETWORKS[name].sources
    ]
    secrets = {key: value for name in names for key, value in NETWORKS[name].secrets.items()}
    door = collect.Door(hosts=server.hosts, secrets=secrets, pause=0, paces={}, seconds=5)
    for source, found, notes in collect.fetch(sources, now=day, since=day - timedelta(days=14), door=door):
        failed = isinstance(found, StreetError)
        print(f"{source.key}: {found.words if failed else f'{len(found)} items'}", *notes, sep="\n    ")
        for item in () if failed else found:
            print(
                f"    {item.published or 'no date'} {item.voice.name}: {item.title or item.text[:90]!r}",
                item.about or "",
            )


def wait(server):
    """Print what is asked, until Ctrl-C."""
    shown = 0
    try:
        while True:
            for line in server.log[shown:]:
                print(line.status, line.method, f"{line.host}{line.target}", flush=True)
                shown += 1
            time.sleep(0.2)
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
