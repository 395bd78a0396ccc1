#!/usr/bin/env bash
# Commits new editions and pushes them, taking in what was changed meanwhile. Says pushed=true or pushed=false.
# Commit first: git does not rebase over changes that are not committed.
set -euo pipefail

branch=${BRANCH:?the branch to push to}
output=${GITHUB_OUTPUT:-/dev/stdout}

git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
mkdir -p content/editions
git add -- content/editions
if git diff --cached --quiet; then
  echo "pushed=false" >> "$output"
  exit 0
fi
git commit --quiet --message "Publish the week's edition"
for attempt in 1 2 3 4 5; do
  if git push --quiet origin "HEAD:$branch"; then
    echo "pushed=true" >> "$output"
    exit 0
  fi
  git fetch --quiet origin "$branch"
  if ! git rebase --quiet FETCH_HEAD; then
    git rebase --abort
    echo "::error title=The edition was not saved::Somebody changed the same file meanwhile. Run this workflow again."
    exit 1
  fi
  sleep "$attempt"
done
echo "::error title=The edition was not saved::Five tries to push it failed. Run this workflow again."
exit 1
