"""What the owner wants otherwise in: wishes of config.yaml and the folder themes/mine. What the site wears out."""

from generator.publish.dress.wardrobe import MINE, TEMPLATES, Wardrobe, wardrobe

__all__ = ["MINE", "TEMPLATES", "Wardrobe", "wardrobe"]
