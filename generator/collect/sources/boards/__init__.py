"""A community, a tag, a channel or words on Reddit, Lemmy, Hacker News, dev.to or YouTube in, submissions out."""
