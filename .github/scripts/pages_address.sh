#!/usr/bin/env bash
# Asks GitHub whether Pages is switched on. Says enabled=true and address=https://... or enabled=false; with Pages off the
# run stays green and says which link to open, since no workflow may switch it on by itself.
set -euo pipefail

output=${GITHUB_OUTPUT:-/dev/stdout}
summary=${GITHUB_STEP_SUMMARY:-/dev/stdout}

if address=$(gh api "repos/$GITHUB_REPOSITORY/pages" --jq .html_url 2>/dev/null); then
  address=${address%/}
  echo "enabled=true" >> "$output"
  echo "address=${address/#http:/https:}" >> "$output"
  exit 0
fi
echo "enabled=false" >> "$output"
echo "address=" >> "$output"
{
  echo "### One step left: switch Pages on"
  echo "Open $GITHUB_SERVER_URL/$GITHUB_REPOSITORY/settings/pages, choose **GitHub Actions** under Source, then run this workflow again."
} >> "$summary"
echo "::notice title=One step left::Switch Pages on: Settings, Pages, Source: GitHub Actions. Then run this workflow again."
