"""What a forge knows of a change: who opened it, who pushed it, who approved it. Read from the environment of its
CI and from its API; nothing here judges.
"""
