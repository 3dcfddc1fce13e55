"""The analyst's own signing key, in Clew's folder: made at the first need, readable by nobody else."""

from __future__ import annotations

from workbench.app import paths
from workbench.case import signing
from workbench.case.signing import Signer
from workbench.model.problems import Problem

NAME = "clew/analyst"


def mine() -> Signer:
    """The key of whoever works under this account; Problem where the folder cannot be written or the file is no key."""
    path = paths.signing_key()
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            signing.write(signing.made(NAME), path)
        except FileExistsError:  # another Clew was faster
            pass
        except OSError as error:
            raise Problem(
                f"no signing key can be kept in {path.parent}", error.strerror or str(error)
            ) from error
    return signing.read(path)
