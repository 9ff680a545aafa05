"""Read by gunicorn from the directory it starts in; addresses and numbers of workers come from its command line."""


def post_worker_init(worker: object) -> None:
    """The picture engine takes a second to start and must not be started before the fork."""
    from publishing.pictures import warm_up

    warm_up()
