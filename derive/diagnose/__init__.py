"""What is wrong with a refuted step and what would be right: the missing hypothesis, the nearest true statement, the kind of mistake.

Nothing is imported here: most documents have no wrong step, and what is asked of every step (`layouts`) needs little.
"""
