#!/usr/bin/env bash
# Commits editions and what readers answered, and pushes them, taking in what was changed meanwhile.
# Says pushed=true or pushed=false. Commit first: git does not rebase over changes that are not committed.
set -euo pipefail

branch=${BRANCH:?the branch to push to}
output=${GITHUB_OUTPUT:-/dev/stdout}

changed() { ! git diff --cached --quiet "$@"; }

# What readers answered is read anew every day: where the owner has changed the same lines meanwhile, theirs stay.
rebased() {
  git rebase --quiet FETCH_HEAD && return
  if git diff --name-only --diff-filter=U | grep --quiet --invert-match '^content/answers/'; then return 1; fi
  git checkout --quiet --ours -- content/answers
  git add -- content/answers
  GIT_EDITOR=true git rebase --continue > /dev/null
}

git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
mkdir -p content/editions content/answers
git add -- content/editions content/answers
said=""
if changed --diff-filter=A -- content/editions; then said="Publish the week's edition"; fi
if changed --diff-filter=a -- content/editions; then said="${said:+$said; }Correct earlier editions"; fi
if changed -- content/answers; then said="${said:+$said; }Take in what readers answered"; fi
if [ -z "$said" ]; then
  echo "pushed=false" >> "$output"
  exit 0
fi
git commit --quiet --message "$said"
for attempt in 1 2 3 4 5; do
  if git push --quiet origin "HEAD:$branch"; then
    echo "pushed=true" >> "$output"
    exit 0
  fi
  git fetch --quiet origin "$branch"
  if ! rebased; then
    git rebase --abort
    echo "::error title=The edition was not saved::Somebody changed the same file meanwhile. Run this workflow again."
    exit 1
  fi
  sleep "$attempt"
done
echo "::error title=The edition was not saved::Five tries to push it failed. Run this workflow again."
exit 1
