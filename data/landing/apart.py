"""Orders whose lines came in a file of their own: brought together, whichever came first."""

from data.landing.batch import Batch


def settle(batch: Batch, order_ids: str) -> None:
    """Lets list prices come from the lines and what was payable from the order.

    What an order list states as goods is already less the shop's own discounts (Tmall's 买家应付货款): goods less
    merchant discount is what stays true, and lines worth more show the discount. Orders whose lines are worth less are
    left alone, since lines are missing. A list that states only what was left after refunds (`net_of_refunds`) states with what the
    lines gave back what was ordered: a refund is no discount, and is not taken off twice.

    Args:
        order_ids: a select of the orders that may be concerned.
    """
    batch.make(
        "settled",
        f"""with lines as (
            select order_id, sum(gross) as gross, sum(line_discount) as line_discount, max(line_no) as last_no, sum(abs(refunded)) as returned
            from order_lines where order_id in ({order_ids}) group by order_id
        )
        select order_id, lines.gross, lines.line_discount, last_no,
            case when tags = 'net_of_refunds' then coalesce(returned, 0) else 0 end as left_out,
            lines.gross - (goods_gross - discount_merchant + left_out) as own,
            own + discount_platform + discount_unknown - lines.line_discount as rest
        from lines join orders using (order_id)
        where lines.gross >= goods_gross - discount_merchant + left_out - 0.01 and not exists (
            select 1 from order_lines same where same.order_id = lines.order_id and same.file_id = orders.file_id)""",
    )
    batch.execute(
        """update orders set goods_gross = settled.gross, discount_merchant = greatest(own, 0), total = total + left_out,
            tags = case when tags <> 'net_of_refunds' then tags end
        from settled where settled.order_id = orders.order_id"""
    )
    _share(batch)
    batch.execute(
        """insert or replace into discounts (discount_id, order_id, instrument, funder, amount, currency, file_id)
        select concat_ws('|', order_id, 'merchant', 'code'), order_id, 'instant_discount', 'merchant', own, currency,
            file_id
        from settled join orders using (order_id) where own > 0"""
    )


def _share(batch: Batch) -> None:
    """The order's discount over its lines by their worth, to the cent; the last line takes what rounding leaves."""
    batch.make(
        "shares",
        """with rounded as (
            select order_id, line_no, last_no, rest,
                round(rest * (order_lines.gross - order_lines.line_discount)
                    / nullif(settled.gross - settled.line_discount, 0), 2) as share
            from order_lines join settled using (order_id)
        )
        select order_id, line_no, case when line_no = last_no
            then rest - (sum(coalesce(share, 0)) over (partition by order_id) - coalesce(share, 0))
            else coalesce(share, 0) end as share
        from rounded""",
    )
    batch.execute(
        """update order_lines set order_discount_share = shares.share, net = gross - line_discount - shares.share
        from shares where shares.order_id = order_lines.order_id and shares.line_no = order_lines.line_no"""
    )
