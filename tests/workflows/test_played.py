"""The first days of a digest: its own workflow files, played in order, from the click on "Use this template" on."""

from datetime import timedelta

from tests.workflows import year
from tests.workflows.player import git
from tests.workflows.village import NAMES

DAY = timedelta(days=1)
SOURCES = "".join(f"  - https://{name}/feed\n" for name in NAMES[:2])


def test_a_copy_of_the_template_comes_to_life_publishes_and_is_quiet_on_a_day_without_news(tmp_path):
    with year.lived(tmp_path) as life:
        first = life.pushed(year.START)  # GitHub does this when the repository is made; Pages is off as yet
        assert first.jobs == {"build": "success", "deploy": "skipped", "announce": "skipped"}, first.said
        assert "One step is left" in first.summary

        life.forge.pages_on()
        with life.owner("Make it mine") as work:
            (work / "config.yaml").write_text(year.CONFIG + SOURCES, "utf-8")
        life.workflow("collect.yml", year.START + DAY / 24, event="workflow_dispatch")
        life.workflow("collect.yml", year.START + DAY, event="schedule")
        life.workflow("probe.yml", year.START + DAY * 3 / 2, event="schedule")

        assert not life.told.red
        assert life.told.runs == {"site.yml": 2, "collect.yml": 2, "probe.yml": 1}
        assert life.editions() == ["2026-W01"]
        assert git(life.remote, "log", "-1", "--format=%s", "main") == "Publish the week's edition"
        assert life.player.deployed == [git(life.remote, "rev-parse", "main")]
        assert (life.player.live / "editions" / "2026-W01" / "index.html").exists()
        assert not life.forge.issues
