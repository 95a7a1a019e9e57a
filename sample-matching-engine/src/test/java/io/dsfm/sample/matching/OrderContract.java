package io.dsfm.sample.matching;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Fill or kill, post-only, iceberg orders, replacing, and self-trade prevention: scripts with all their outputs; one tiny subclass for each variant. */
public abstract class OrderContract extends ScriptContract {

    @Test
    void fillOrKillTradesWholeOrNotAtAll() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 5@100
                  accepted 11/1 sell symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> sell 7 2 5@102
                  accepted 11/2 sell symbol=7 5@102
                  accepted new-order order=2 filled=0 resting=5 cancelled=0
                # More than there is at its price: nothing trades, and nothing rests.
                12> buy 7 1 6@101 fok
                  accepted 12/1 buy symbol=7 6@101 fok
                  cancelled 12/1 buy symbol=7 lots=6 left=0 fill-or-kill
                  accepted new-order order=1 filled=0 resting=0 cancelled=6
                12> buy 7 2 10@102 fok
                  accepted 12/2 buy symbol=7 10@102 fok
                  filled #1 5@100 symbol=7 maker=11/1 left=0 taker=12/2 buy
                  filled #2 5@102 symbol=7 maker=11/2 left=0 taker=12/2 buy
                  accepted new-order order=2 filled=10 resting=0 cancelled=0
                12> buy 7 3 1 market fok
                  accepted 12/3 buy symbol=7 1 market fok
                  cancelled 12/3 buy symbol=7 lots=1 left=0 fill-or-kill
                  accepted new-order order=3 filled=0 resting=0 cancelled=1
                """);
    }

    @Test
    void fillOrKillCountsWhatItWouldTradeWithAndNothingElse() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 5@100
                  accepted 11/1 sell symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                12> sell 7 1 5@100
                  accepted 12/1 sell symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                13> sell 7 1 5@100 until 2000
                  accepted 13/1 sell symbol=7 5@100 until 2000
                  schedule timer 3 at 2000
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                # The client's own lots do not count, and stay if the order is killed; nor do those beyond their deadline.
                11> buy 7 9 11@100 fok cancel-oldest
                  accepted 11/9 buy symbol=7 11@100 fok cancel-oldest
                  cancelled 11/9 buy symbol=7 lots=11 left=0 fill-or-kill
                  accepted new-order order=9 filled=0 resting=0 cancelled=11
                at 2000
                14> buy 7 9 11@100 fok
                  accepted 14/9 buy symbol=7 11@100 fok
                  cancelled 14/9 buy symbol=7 lots=11 left=0 fill-or-kill
                  accepted new-order order=9 filled=0 resting=0 cancelled=11
                # Cancel newest ends the attempt at the client's own order, unless enough comes before it.
                12> buy 7 9 6@100 fok cancel-newest
                  accepted 12/9 buy symbol=7 6@100 fok cancel-newest
                  cancelled 12/9 buy symbol=7 lots=6 left=0 fill-or-kill
                  accepted new-order order=9 filled=0 resting=0 cancelled=6
                12> buy 7 9 5@100 fok cancel-newest
                  accepted 12/9 buy symbol=7 5@100 fok cancel-newest
                  filled #1 5@100 symbol=7 maker=11/1 left=0 taker=12/9 buy
                  accepted new-order order=9 filled=5 resting=0 cancelled=0
                # With cancel oldest, what is in the way goes when the order trades.
                11> sell 7 2 3@100
                  accepted 11/2 sell symbol=7 3@100
                  accepted new-order order=2 filled=0 resting=3 cancelled=0
                12> buy 7 9 3@100 fok cancel-oldest
                  accepted 12/9 buy symbol=7 3@100 fok cancel-oldest
                  cancelled 12/1 sell symbol=7 lots=5 left=0 self-trade
                  cancel timer 3
                  cancelled 13/1 sell symbol=7 lots=5 left=0 expired
                  filled #2 3@100 symbol=7 maker=11/2 left=0 taker=12/9 buy
                  accepted new-order order=9 filled=3 resting=0 cancelled=0
                ? depth 7 1
                  symbol 7
                """);
    }

    @Test
    void postOnlyIsRejectedWhereItWouldTrade() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 5@100
                  accepted 11/1 sell symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                12> buy 7 1 5@100 post-only
                  rejected 12/1 new-order WOULD_TRADE
                  rejected new-order WOULD_TRADE order=1
                12> buy 7 1 5@99 post-only
                  accepted 12/1 buy symbol=7 5@99 post-only
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> sell 7 2 5@98 post-only
                  rejected 11/2 new-order WOULD_TRADE
                  rejected new-order WOULD_TRADE order=2
                # Whose the order is that it would trade with does not matter.
                12> sell 7 2 5@99 post-only cancel-oldest
                  rejected 12/2 new-order WOULD_TRADE
                  rejected new-order WOULD_TRADE order=2
                12> replace 1 5@100
                  rejected 12/1 replace WOULD_TRADE
                  rejected replace WOULD_TRADE order=1
                12> replace 1 7@99
                  replaced 12/1 buy symbol=7 7@99
                  accepted replace order=1 filled=0 resting=7 cancelled=0
                ? order 12 1
                  order 12/1 buy symbol=7 7@99 post-only
                12> buy 7 3 1@1 ioc
                  accepted 12/3 buy symbol=7 1@1 ioc
                  cancelled 12/3 buy symbol=7 lots=1 left=0 immediate-or-cancel
                  accepted new-order order=3 filled=0 resting=0 cancelled=1
                """);
    }

    @Test
    void icebergOrderShowsAPartAndQueuesAnewForTheNext() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 10@100 display 3
                  accepted 11/1 sell symbol=7 10@100 display 3
                  accepted new-order order=1 filled=0 resting=10 cancelled=0
                12> sell 7 1 4@100
                  accepted 12/1 sell symbol=7 4@100
                  accepted new-order order=1 filled=0 resting=4 cancelled=0
                ? depth 7 1
                  symbol 7
                  ask 7@100 orders=2
                # Shown lots trade in their turn; the replenished order is behind the other then.
                13> buy 7 1 4@100
                  accepted 13/1 buy symbol=7 4@100
                  filled #1 3@100 symbol=7 maker=11/1 left=7 taker=13/1 buy
                  filled #2 1@100 symbol=7 maker=12/1 left=3 taker=13/1 buy
                  accepted new-order order=1 filled=4 resting=0 cancelled=0
                ? depth 7 1
                  symbol 7
                  ask 6@100 orders=2
                ? order 11 1
                  order 11/1 sell symbol=7 7@100 shown=3 display=3
                # One order can meet it several times: 3 of the other, then 2, 3, 2 of what is left.
                13> buy 7 2 9@100
                  accepted 13/2 buy symbol=7 9@100
                  filled #3 3@100 symbol=7 maker=12/1 left=0 taker=13/2 buy
                  filled #4 3@100 symbol=7 maker=11/1 left=4 taker=13/2 buy
                  filled #5 3@100 symbol=7 maker=11/1 left=1 taker=13/2 buy
                  accepted new-order order=2 filled=9 resting=0 cancelled=0
                ? order 11 1
                  order 11/1 sell symbol=7 1@100 shown=1 display=3
                13> buy 7 3 1@100
                  accepted 13/3 buy symbol=7 1@100
                  filled #6 1@100 symbol=7 maker=11/1 left=0 taker=13/3 buy
                  accepted new-order order=3 filled=1 resting=0 cancelled=0
                """);
    }

    @Test
    void hiddenLotsGoFirstWhenLotsAreTakenAway() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 10@100 display 4
                  accepted 11/1 sell symbol=7 10@100 display 4
                  accepted new-order order=1 filled=0 resting=10 cancelled=0
                # A partial cancellation takes hidden lots first.
                11> cancel 1 5
                  cancelled 11/1 sell symbol=7 lots=5 left=5 client
                  accepted cancel order=1 filled=0 resting=5 cancelled=5
                ? order 11 1
                  order 11/1 sell symbol=7 5@100 shown=4 display=4
                11> cancel 1 3
                  cancelled 11/1 sell symbol=7 lots=3 left=2 client
                  accepted cancel order=1 filled=0 resting=2 cancelled=3
                ? order 11 1
                  order 11/1 sell symbol=7 2@100 shown=2 display=4
                # An incoming iceberg order trades with all its lots, and shows a part of what is left.
                12> buy 7 1 9@100 display 3
                  accepted 12/1 buy symbol=7 9@100 display 3
                  filled #1 2@100 symbol=7 maker=11/1 left=0 taker=12/1 buy
                  accepted new-order order=1 filled=2 resting=7 cancelled=0
                ? order 12 1
                  order 12/1 buy symbol=7 7@100 shown=3 display=3
                # Replaced in place, hidden lots go first; a price that it has already and more lots cost the place.
                12> replace 1 4@100
                  replaced 12/1 buy symbol=7 4@100 keeps-place
                  accepted replace order=1 filled=0 resting=4 cancelled=0
                ? order 12 1
                  order 12/1 buy symbol=7 4@100 shown=3 display=3
                12> replace 1 8@100
                  replaced 12/1 buy symbol=7 8@100
                  accepted replace order=1 filled=0 resting=8 cancelled=0
                ? order 12 1
                  order 12/1 buy symbol=7 8@100 shown=3 display=3
                ? counters
                  symbols=1 resting=1 accepted=2 trades=1 traded-lots=2 placings=3
                # All of it counts for fill or kill.
                13> sell 7 1 8@100 fok
                  accepted 13/1 sell symbol=7 8@100 fok
                  filled #2 3@100 symbol=7 maker=12/1 left=5 taker=13/1 sell
                  filled #3 3@100 symbol=7 maker=12/1 left=2 taker=13/1 sell
                  filled #4 2@100 symbol=7 maker=12/1 left=0 taker=13/1 sell
                  accepted new-order order=1 filled=8 resting=0 cancelled=0
                """);
    }

    @Test
    void replacingKeepsThePlaceOnlyForFewerLotsAtTheSamePrice() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> buy 7 1 5@100
                  accepted 11/1 buy symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                12> buy 7 1 5@100
                  accepted 12/1 buy symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                # Fewer lots at the same price: it keeps its place.
                11> replace 1 3@100
                  replaced 11/1 buy symbol=7 3@100 keeps-place
                  accepted replace order=1 filled=0 resting=3 cancelled=0
                13> sell 7 1 1@100 ioc
                  accepted 13/1 sell symbol=7 1@100 ioc
                  filled #1 1@100 symbol=7 maker=11/1 left=2 taker=13/1 sell
                  accepted new-order order=1 filled=1 resting=0 cancelled=0
                # As many at the same price: it goes to the end.
                11> replace 1 2@100
                  replaced 11/1 buy symbol=7 2@100
                  accepted replace order=1 filled=0 resting=2 cancelled=0
                13> sell 7 2 1@100 ioc
                  accepted 13/2 sell symbol=7 1@100 ioc
                  filled #2 1@100 symbol=7 maker=12/1 left=4 taker=13/2 sell
                  accepted new-order order=2 filled=1 resting=0 cancelled=0
                # Another price: it comes in anew, trades, and what is left rests.
                14> sell 7 1 3@101
                  accepted 14/1 sell symbol=7 3@101
                  accepted new-order order=1 filled=0 resting=3 cancelled=0
                12> replace 1 5@101
                  replaced 12/1 buy symbol=7 5@101
                  filled #3 3@101 symbol=7 maker=14/1 left=0 taker=12/1 buy
                  accepted replace order=1 filled=3 resting=2 cancelled=0
                ? depth 7 5
                  symbol 7
                  bid 2@101 orders=1
                  bid 2@100 orders=1
                12> replace 1 9@99
                  replaced 12/1 buy symbol=7 9@99
                  accepted replace order=1 filled=0 resting=9 cancelled=0
                12> replace 2 9@99
                  rejected 12/2 replace UNKNOWN_ORDER
                  rejected replace UNKNOWN_ORDER order=2
                ? counters
                  symbols=1 resting=2 accepted=5 trades=3 traded-lots=5 placings=6
                """);
    }

    @Test
    void ordersOfOneClientDoNotTradeIfTheIncomingOneSaysSo() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 5@100
                  accepted 11/1 sell symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                12> sell 7 1 5@100
                  accepted 12/1 sell symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> sell 7 2 5@101
                  accepted 11/2 sell symbol=7 5@101
                  accepted new-order order=2 filled=0 resting=5 cancelled=0
                # Cancel oldest: the client's own orders go, the others trade.
                11> buy 7 9 12@101 cancel-oldest
                  accepted 11/9 buy symbol=7 12@101 cancel-oldest
                  cancelled 11/1 sell symbol=7 lots=5 left=0 self-trade
                  filled #1 5@100 symbol=7 maker=12/1 left=0 taker=11/9 buy
                  cancelled 11/2 sell symbol=7 lots=5 left=0 self-trade
                  accepted new-order order=9 filled=5 resting=7 cancelled=0
                11> sell 7 1 5@103
                  accepted 11/1 sell symbol=7 5@103
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                12> sell 7 1 5@102
                  accepted 12/1 sell symbol=7 5@102
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                # Cancel newest: the incoming order goes when it meets one of its client.
                11> buy 7 10 12@103 cancel-newest
                  accepted 11/10 buy symbol=7 12@103 cancel-newest
                  filled #2 5@102 symbol=7 maker=12/1 left=0 taker=11/10 buy
                  cancelled 11/10 buy symbol=7 lots=7 left=0 self-trade
                  accepted new-order order=10 filled=5 resting=0 cancelled=7
                # The choice of the resting order does not count.
                11> sell 7 3 5@104 cancel-newest
                  accepted 11/3 sell symbol=7 5@104 cancel-newest
                  accepted new-order order=3 filled=0 resting=5 cancelled=0
                11> buy 7 11 5@103
                  accepted 11/11 buy symbol=7 5@103
                  filled #3 5@103 symbol=7 maker=11/1 left=0 taker=11/11 buy
                  accepted new-order order=11 filled=5 resting=0 cancelled=0
                11> buy 7 12 2@104
                  accepted 11/12 buy symbol=7 2@104
                  filled #4 2@104 symbol=7 maker=11/3 left=3 taker=11/12 buy
                  accepted new-order order=12 filled=2 resting=0 cancelled=0
                """);
    }
}
