-- grain: one order of the grid in Italian, its cells as the English grid writes them
select
    row_no,
    "ID",
    "Punto di acquisto" as "Purchase Point",
    italian_clock("Data di acquisto") as "Purchase Date",
    italian_amount("Totale complessivo (Base)") as "Grand Total (Base)",
    italian_amount("Totale complessivo (acquistato)") as "Grand Total (Purchased)",
    case lower("Stato")
        when 'completo' then 'complete' when 'completato' then 'complete' when 'completata' then 'complete'
        when 'in lavorazione' then 'processing' when 'in elaborazione' then 'processing'
        when 'chiuso' then 'closed'
        when 'annullato' then 'canceled' when 'cancellato' then 'canceled'
        when 'in attesa' then 'pending' when 'in attesa di pagamento' then 'pending_payment'
        when 'in sospeso' then 'holded' when 'sospeso' then 'holded'
        else "Stato"
    end as "Status",
    "Email cliente" as "Customer Email",
    italian_amount("Subtotale") as "Subtotal",
    italian_amount("Spedizione e gestione") as "Shipping and Handling",
    "Metodo di pagamento" as "Payment Method",
    italian_amount("Totale rimborsato") as "Total Refunded",
    null::varchar as "Coupon Code",
    null::varchar as "Order Tax",
    null::varchar as "Discount Amount",
    null::varchar as "Subtotal (Base)",
    null::varchar as "Country",
    null::varchar as "Telephone"
from staged
