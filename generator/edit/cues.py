"""The small word lists of the desk: function words, and the words by which selling, bait and abuse are known.

They are data, kept in one place so that anybody can see and question them. None of them bans anything: a cue damps a
story a little and says so, because word lists travel badly (Sap et al. 2019 on dialect, doi:10.18653/v1/P19-1163). They
are read in English texts only; words of the classroom ("quiz", "shut up and write") are left out on purpose.
"""

import re

FUNCTION_WORDS = frozenset(
    # English, then German, French, Spanish, Portuguese, Italian, Dutch: what every text has and no interest means.
    "a about again all also am an and any are as at be been but by can could did do does for from get got had has "
    "have he her here his how i if in into is it its just me more most my no not of on or other our over she should "
    "so some such than that the their them then there these they this those to up us use used using via was we were "
    "what when where which who why will with would you your aber als auch auf aus bei das dem den der des die ein "
    "eine einen einer eines er es für hat ich im in ist mit nach nicht oder sich sie sind um und von war was wie wir "
    "zu zum zur au aux avec ce ces cette dans de des du elle en est et il ils la le les leur mais ne nous on ou par "
    "pas plus pour que qui sa se ses son sont sur un une vous al como con del el ella en entre es esta este la las lo "
    "los más mi muy no o para pero por que se sin son su sus un una y ao aos as com da das do dos e em foi isso mais "
    "na nas não nos o os ou pela pelo por se sem ser seu sua um uma agli alla alle anche che chi ci col con da dai "
    "dal dalla degli dei del della delle di e gli i il in lo ma nel nella non per più sono su sul sulla tra un una "
    "uno aan bij dan dat de die dit een en er had heb het hij hoe ik in is je maar met naar niet nog om ook op of "
    "over te tot uit van voor wat we wel zich zij zijn".split()
)

SELLING = re.compile(
    r"(?:\b(?:\d{1,3} ?% (?:off|discount)|(?:buy|order|shop|subscribe|sign up|enroll?|act|bid) (?:now|today|fast)"
    r"|click (?:here|below)|links? (?:inside|in (?:my |the )?(?:bio|profile|comments))|(?:dm|inbox|message|text) me"
    r"|dms? (?:us|for|open)|today only|last chance|while (?:stocks|supplies) last|don[’']t miss out"
    r"|limited[ -](?:time|seats|offer|spots)|free (?:webinar|trial|gift)|(?:promo|discount|coupon|referral) codes?"
    r"|use (?:my |the )?(?:code|link)|money[- ]back|risk[- ]free|for promo|paid (?:promo|promotion|partnership)"
    r"|passive income|income fast|side hustle|financial freedom|(?:earn|make) (?:money|cash|[$€£]\d+)|get rich"
    r"|(?:grow|boost|double|triple|skyrocket) your (?:\w+ )?(?:income|sales|followers|audience|profits?)"
    r"|(?:get|become|be) certified|(?:master|learn|earn|lose|make|get) .{1,40}\bin (?:just |only )?\d+"
    r" (?:days?|hours?|weeks?)|buy followers|follow (?:for|4) follow|whatsapp (?:me|us|now))\b"
    r"|[$€£]\d[\d,.]* (?:a|per) (?:day|week)\b|\b(?:wa|t)\.me/)"
)
"""Words that sell: an offer, hurry, a private channel, easy money.

In small letters, as is what is read for them: a third of the time. HYPE and ABUSE are, too."""

PROMOTION = re.compile(
    r"\b(?:dms?|inbox|message|contact|e-?mail)\b.{0,12}\b(?:promos?|collabs?|shout-?outs?|paid|ads)\b"
    r"|\b(?:promo(?:tion)?s?|shout-?outs?|sponsored posts?|guest posts?) (?:available|open|accepted|welcome|for sale)\b"
    r"|\bpaid (?:promos?|promotions?|shout-?outs?)\b|\b(?:discount|promo) codes?\b|\bbuy followers\b|\bfor promo\b"
    r"|\b(?:wa|t)\.me/",
    re.IGNORECASE,
)
"""What a profile says that offers its posts for sale."""

BAIT = re.compile(
    r"\b(?:you won[’']t believe|bl(?:ow|ew) your mind|what (?:happen(?:s|ed)|(?:s?he|they) did) next|go(?:es|ne)? viral"
    r"|broke the internet|can (?:you|we) guess|guess (?:how|what|which|who)|how well do you|which .{1,40} are you"
    r"|are you (?:above average|more)|(?-i:you (?:NEED|MUST|WON[’']T))"
    r"|this .{1,60} will (?:make|reveal|tell|leave|shock)|will (?:totally|instantly)"
    r"|everyone(?: is|[’']s)? talking about|things? only|here[’']s what happened|doctors hate|one weird trick"
    r"|number \d+ will|nobody (?:is telling|tells) you)\b|\bsecrets?!",
    re.IGNORECASE,
)
"""Forms by which a title withholds what it is about (Chakraborty et al. 2016, arXiv:1610.09786)."""

HYPE = re.compile(
    r"\b(?:totally|insanely|hilarious(?:ly)?|adorabl[ey]|unbelievabl[ey]|shocking(?:ly)?|jaw-dropping|mind-blowing"
    r"|freakin[g’']?|ridiculously|outrageous(?:ly)?|heartbreaking|obsessed|dumbest|sexiest|hottest|cutest|craziest)\b"
)
"""Hyperbole (the same source, and Biyani et al. 2016 on the degree of informality)."""

LISTED = re.compile(
    r"^(?:the |here are |top )?\d{1,3} (?!%|years?|days?|weeks?|months?|hours?|minutes?|million|billion)[^\W\d]",
    re.IGNORECASE,
)
"""A title that opens by counting: "17 things ..."."""

SHOUTED = re.compile(r"[!?]{3,}|(?:\b[A-Z]{4,}\b[^a-z]{0,3}){3,}")
"""Three marks in a row, or three shouted words."""

ABUSE = re.compile(
    r"\b(?:idiots?|morons?|imbeciles?|scum(?:bags?)?|vermin|douche(?:bags?)?|dumb ?ass(?:es)?|jack ?ass(?:es)?"
    r"|a(?:ss|\$\$)holes?|b[i!1*]tch(?:es)?|wh[o0*]res?|sluts?|c[u*]nts?|(?:re|lib|fuck|trump)tard(?:s|ed)?|subhumans?"
    r"|stfu|f(?:[u*@]?c)?k (?:off|you|u)|go to hell|sh[i!1*]t ?(?:heads?|bags?)"
    r"|piece of (?:sh[i!1*]t|crap|garbage|trash)|(?:is|are|you|re) (?:an? )?(?:worthless|pathetic|disgusting)"
    r"|demon(?:c?rats?)|democraps?|republicraps?|repug(?:s|licans?)"
    r"|(?:deserves? to|hope (?:you|they|he|she)|(?:you|they|he|she)(?: all)? should) (?:die|burn|hang|rot)"
    r"|(?:deserves? to|hope (?:you|they|he|she)|should(?: all)?) be (?:shot|hanged|executed)"
    r"|execute (?:him|her|them)|kill (?:yourself|yourselves|them all)|shut (?:the (?:hell|fuck) )?up (?:you|and go)"
    r"|i hate (?:him|her|them|you))\b"
)
"""Abuse aimed at people; English only, and the method page says so: nobody should take silence for a verdict."""

REPORTED = re.compile(
    r"[“„«\"][^”“»\"]{1,120}[”“»\"]|\b(?:call(?:s|ed|ing)?|insult(?:s|ed|ing)?) (?:\w+ ){1,2}(?:an? )?\w+",
    re.IGNORECASE,
)
"""Words that somebody else is reported to have said: whoever quotes an insult does not utter it."""

SCHOLARLY = frozenset(
    "doi.org dx.doi.org arxiv.org biorxiv.org medrxiv.org edarxiv.org psyarxiv.com osf.io ssrn.com papers.ssrn.com "
    "eric.ed.gov files.eric.ed.gov jstor.org pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov "
    "link.springer.com nature.com sciencedirect.com onlinelibrary.wiley.com tandfonline.com journals.sagepub.com "
    "frontiersin.org mdpi.com journals.plos.org dl.acm.org ieeexplore.ieee.org aclanthology.org zenodo.org "
    "semanticscholar.org openalex.org academic.oup.com cambridge.org science.org pnas.org cell.com bmj.com "
    "thelancet.com elifesciences.org peerj.com scielo.br scielo.org redalyc.org doaj.org hal.science irrodl.org "
    "educationaldatamining.org learning-analytics.info".split()
)
"""Hosts of journals, preprint servers and indexes. A fact about an address, not a mark for quality."""

DOI = re.compile(r"\b10\.\d{4,9}/[-._;()/:a-z0-9]+", re.IGNORECASE)
"""The form of a DOI that Crossref recommends to look for (crossref.org/blog/dois-and-matching-regular-expressions)."""
