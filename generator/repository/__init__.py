"""The repository a digest lives in: git, the forge around it, and the branch on which the state is kept.

`git.py` runs git, `refusal.py` says what its refusals mean, `tree.py` makes commits without a work tree, `index.py` in
an index beside the owner's. `state.py` keeps the state on its branch: `joining.py` puts two of them together, by the
table in `union.py`. `editions.py` pushes what was published. `runner.py` says where a workflow runs, `github.py` asks
GitHub.
"""
