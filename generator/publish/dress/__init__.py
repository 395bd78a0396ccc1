"""What the owner wants otherwise in: wishes of config.yaml and the folder themes/mine. What the site wears out."""

from generator.publish.dress.wardrobe import MINE, Wardrobe, wardrobe

__all__ = ["MINE", "Wardrobe", "wardrobe"]
