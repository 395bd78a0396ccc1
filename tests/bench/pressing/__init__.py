"""What the bench of the press, `tests.bench.press`, is made of: invented editions; Hugo's templates for their site."""
