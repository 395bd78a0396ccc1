"""The repository a digest lives in: git, the forge around it, and the branch on which the state is kept.

`git.py` runs git, `runner.py` says where a workflow runs, `github.py` asks GitHub.
"""
