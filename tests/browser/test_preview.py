"""The preview in a real browser: the open page follows what its owner saves, and says what is wrong over itself."""

import pytest
from playwright.sync_api import Browser, expect

from tests.previewing import stand

pytestmark = pytest.mark.browser


def test_the_open_page_follows_every_save_shows_a_slip_and_goes_on(tmp_path, browser: Browser) -> None:
    with stand.web() as web:
        mine = stand.digest(tmp_path / "mine", web.address)
    config = mine / "config.yaml"
    good = config.read_text()
    with stand.previewed(mine, rooms=tmp_path / "rooms") as there:
        page, refused = browser.new_page(), []
        page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
        page.goto(there.address)
        expect(page).to_have_title("Chalk and Cheese")
        expect(page.locator("p.preview")).to_contain_text("This is a preview. It shows the edition of Friday")

        config.write_text(good.replace("Chalk and Cheese", "Chalk and Slate"))
        expect(page).to_have_title("Chalk and Slate", timeout=40_000)

        config.write_text(f"{good}colour: blue\n")
        bar = page.get_by_role("alert")
        expect(bar).to_contain_text("There is no key `colour`", timeout=40_000)
        expect(page).to_have_title("Chalk and Slate")

        config.write_text(good)
        expect(page).to_have_title("Chalk and Cheese", timeout=40_000)
        expect(bar).to_have_count(0)
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0

        assert stand.stop(there)[0] == 0
        expect(bar).to_contain_text("The preview has ended", timeout=10_000)
        assert refused == []
        page.close()
