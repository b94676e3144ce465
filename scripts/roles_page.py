"""Write the table of roles in docs/roles.md anew: `python -m scripts.roles_page`."""

from pathlib import Path

from .checks.rights import PAGE, with_table


def main() -> None:
    """Write the page."""
    page = Path(__file__).parents[1] / PAGE
    page.write_text(with_table(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
