"""``python -m vietgloss``."""

from vietgloss.cli import main

if __name__ == "__main__":
    main()
