"""Read by gunicorn from the directory it starts in; addresses and numbers of workers come from its command line."""

import gc


def post_worker_init(worker: object) -> None:
    """The picture engine takes a second to start and must not be started before the fork."""
    from publishing.pictures import warm_up

    warm_up()
    gc.freeze()  # what was loaded stays: looking through it again and again for garbage stops requests for 0.1 s
