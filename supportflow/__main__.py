"""`python -m supportflow`."""

from supportflow.cli.main import run

if __name__ == "__main__":
    run()
