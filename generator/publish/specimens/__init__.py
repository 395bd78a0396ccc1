"""An invented digest in which everything occurs that can occur: nothing comes in, the pages of the styleguide go out.

It goes through the same plan, the same templates and the same last look as a real site, and is printed only on request.
Its words are English in every language of the site: it is for those who work on the theme, not for readers.
"""

from generator.publish.specimens.guide import GUIDE, plan_of

__all__ = ["GUIDE", "plan_of"]
