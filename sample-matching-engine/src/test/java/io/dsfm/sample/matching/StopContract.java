package io.dsfm.sample.matching;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Stop and stop-limit orders, in all their ties, and deadlines: scripts with all their outputs; one tiny subclass for each variant. */
public abstract class StopContract extends ScriptContract {

    @Test
    void stopOrdersAreTriggeredByTradesWhichMayTriggerTheNext() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                # Nothing has traded: they wait.
                21> buy 7 1 5 market stop 105
                  accepted 21/1 buy symbol=7 5 market stop 105
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                22> buy 7 1 5@106 stop 103 until 9000
                  accepted 22/1 buy symbol=7 5@106 stop 103 until 9000
                  schedule timer 2 at 9000
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                23> sell 7 1 5@90 stop 95 display 2
                  accepted 23/1 sell symbol=7 5@90 stop 95 display 2
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                ? report 7
                  symbol 7 AAPL open
                  terms step=1 band=1-1000000000000 feed=none
                  traded trades=0 lots=0 first=0 last=0 high=0 low=0
                  bids orders=0 best 0@0 orders=0
                  asks orders=0 best 0@0 orders=0
                  waiting buys=2 sells=1
                ? order 22 1
                  order 22/1 buy symbol=7 5@106 waits-for=103 until=9000
                22> replace 1 5@106
                  rejected 22/1 replace ORDER_WAITS
                  rejected replace ORDER_WAITS order=1
                11> sell 7 1 1@103
                  accepted 11/1 sell symbol=7 1@103
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                11> sell 7 2 4@104
                  accepted 11/2 sell symbol=7 4@104
                  accepted new-order order=2 filled=0 resting=4 cancelled=0
                11> sell 7 3 9@105
                  accepted 11/3 sell symbol=7 9@105
                  accepted new-order order=3 filled=0 resting=9 cancelled=0
                # The trade at 103 triggers the limit order, which trades up to 105, which triggers the market order.
                12> buy 7 1 1@103
                  accepted 12/1 buy symbol=7 1@103
                  filled #1 1@103 symbol=7 maker=11/1 left=0 taker=12/1 buy
                  cancel timer 2
                  triggered 22/1 buy symbol=7
                  filled #2 4@104 symbol=7 maker=11/2 left=0 taker=22/1 buy
                  filled #3 1@105 symbol=7 maker=11/3 left=8 taker=22/1 buy
                  triggered 21/1 buy symbol=7
                  filled #4 5@105 symbol=7 maker=11/3 left=3 taker=21/1 buy
                  accepted new-order order=1 filled=1 resting=0 cancelled=0
                ? report 7
                  symbol 7 AAPL open
                  terms step=1 band=1-1000000000000 feed=none
                  traded trades=4 lots=11 first=103 last=105 high=105 low=103
                  bids orders=0 best 0@0 orders=0
                  asks orders=1 best 3@105 orders=1
                  waiting buys=0 sells=1
                # A stop order that is reached when it comes is triggered at once.
                24> buy 7 1 2 market stop 105
                  accepted 24/1 buy symbol=7 2 market stop 105
                  triggered 24/1 buy symbol=7
                  filled #5 2@105 symbol=7 maker=11/3 left=1 taker=24/1 buy
                  accepted new-order order=1 filled=2 resting=0 cancelled=0
                24> buy 7 2 2 market stop 106
                  accepted 24/2 buy symbol=7 2 market stop 106
                  accepted new-order order=2 filled=0 resting=2 cancelled=0
                24> cancel 2
                  cancelled 24/2 buy symbol=7 lots=2 left=0 client
                  accepted cancel order=2 filled=0 resting=0 cancelled=2
                23> cancel 1 2
                  cancelled 23/1 sell symbol=7 lots=2 left=3 client
                  accepted cancel order=1 filled=0 resting=3 cancelled=2
                ? order 23 1
                  order 23/1 sell symbol=7 3@90 waits-for=95 shown=0 display=2
                """);
    }

    @Test
    void stopOrdersAreTriggeredInTheirOrder() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                # Buys by ascending stop price, at one price by age, then sells by descending stop price.
                21> buy 7 1 1 market stop 102
                  accepted 21/1 buy symbol=7 1 market stop 102
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                22> buy 7 1 1 market stop 101
                  accepted 22/1 buy symbol=7 1 market stop 101
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                23> buy 7 1 1 market stop 101
                  accepted 23/1 buy symbol=7 1 market stop 101
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                24> sell 7 1 1 market stop 102
                  accepted 24/1 sell symbol=7 1 market stop 102
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                25> sell 7 1 1 market stop 103
                  accepted 25/1 sell symbol=7 1 market stop 103
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                11> sell 7 1 1@102
                  accepted 11/1 sell symbol=7 1@102
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                12> buy 7 1 1@102
                  accepted 12/1 buy symbol=7 1@102
                  filled #1 1@102 symbol=7 maker=11/1 left=0 taker=12/1 buy
                  triggered 22/1 buy symbol=7
                  cancelled 22/1 buy symbol=7 lots=1 left=0 immediate-or-cancel
                  triggered 23/1 buy symbol=7
                  cancelled 23/1 buy symbol=7 lots=1 left=0 immediate-or-cancel
                  triggered 21/1 buy symbol=7
                  cancelled 21/1 buy symbol=7 lots=1 left=0 immediate-or-cancel
                  triggered 25/1 sell symbol=7
                  cancelled 25/1 sell symbol=7 lots=1 left=0 immediate-or-cancel
                  triggered 24/1 sell symbol=7
                  cancelled 24/1 sell symbol=7 lots=1 left=0 immediate-or-cancel
                  accepted new-order order=1 filled=1 resting=0 cancelled=0
                # A price that was touched on the way counts, though the last trade was at another.
                21> sell 7 2 1 market stop 95
                  accepted 21/2 sell symbol=7 1 market stop 95
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                11> buy 7 2 1@95
                  accepted 11/2 buy symbol=7 1@95
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                11> buy 7 3 1@94
                  accepted 11/3 buy symbol=7 1@94
                  accepted new-order order=3 filled=0 resting=1 cancelled=0
                11> sell 7 4 1@100 ioc
                  accepted 11/4 sell symbol=7 1@100 ioc
                  cancelled 11/4 sell symbol=7 lots=1 left=0 immediate-or-cancel
                  accepted new-order order=4 filled=0 resting=0 cancelled=1
                12> sell 7 2 2@94
                  accepted 12/2 sell symbol=7 2@94
                  filled #2 1@95 symbol=7 maker=11/2 left=0 taker=12/2 sell
                  filled #3 1@94 symbol=7 maker=11/3 left=0 taker=12/2 sell
                  triggered 21/2 sell symbol=7
                  cancelled 21/2 sell symbol=7 lots=1 left=0 immediate-or-cancel
                  accepted new-order order=2 filled=2 resting=0 cancelled=0
                """);
    }

    @Test
    void aPriceThatWasTouchedOnTheWayTriggersToo() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 1@100
                  accepted 11/1 sell symbol=7 1@100
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                12> buy 7 1 1@100
                  accepted 12/1 buy symbol=7 1@100
                  filled #1 1@100 symbol=7 maker=11/1 left=0 taker=12/1 buy
                  accepted new-order order=1 filled=1 resting=0 cancelled=0
                21> sell 7 1 1 market stop 95
                  accepted 21/1 sell symbol=7 1 market stop 95
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                11> sell 7 2 1@90
                  accepted 11/2 sell symbol=7 1@90
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                11> sell 7 3 1@110
                  accepted 11/3 sell symbol=7 1@110
                  accepted new-order order=3 filled=0 resting=1 cancelled=0
                12> buy 7 2 2@110
                  accepted 12/2 buy symbol=7 2@110
                  filled #2 1@90 symbol=7 maker=11/2 left=0 taker=12/2 buy
                  filled #3 1@110 symbol=7 maker=11/3 left=0 taker=12/2 buy
                  triggered 21/1 sell symbol=7
                  cancelled 21/1 sell symbol=7 lots=1 left=0 immediate-or-cancel
                  accepted new-order order=2 filled=2 resting=0 cancelled=0
                """);
    }

    @Test
    void aTriggeredOrderKeepsItsTermsUnlessItsDeadlineHasPassed() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> sell 7 1 1@100
                  accepted 11/1 sell symbol=7 1@100
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                # A triggered order keeps its choice for self-trades, its displayed lots and its deadline.
                12> buy 7 1 9@101 stop 100 display 2 until 5000 cancel-oldest
                  accepted 12/1 buy symbol=7 9@101 stop 100 display 2 until 5000 cancel-oldest
                  schedule timer 2 at 5000
                  accepted new-order order=1 filled=0 resting=9 cancelled=0
                12> sell 7 2 4@101
                  accepted 12/2 sell symbol=7 4@101
                  accepted new-order order=2 filled=0 resting=4 cancelled=0
                13> buy 7 1 1@100
                  accepted 13/1 buy symbol=7 1@100
                  filled #1 1@100 symbol=7 maker=11/1 left=0 taker=13/1 buy
                  cancel timer 2
                  triggered 12/1 buy symbol=7
                  cancelled 12/2 sell symbol=7 lots=4 left=0 self-trade
                  schedule timer 2 at 5000
                  accepted new-order order=1 filled=1 resting=0 cancelled=0
                ? order 12 1
                  order 12/1 buy symbol=7 9@101 shown=2 display=2 until=5000 cancel-oldest
                at 5000
                fire
                  timer 2 fires
                  cancelled 12/1 buy symbol=7 lots=9 left=0 expired
                # One that waits beyond its deadline is not triggered.
                11> sell 7 2 1@100
                  accepted 11/2 sell symbol=7 1@100
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                12> buy 7 3 9@101 stop 101 until 6000
                  accepted 12/3 buy symbol=7 9@101 stop 101 until 6000
                  schedule timer 6 at 6000
                  accepted new-order order=3 filled=0 resting=9 cancelled=0
                at 6000
                11> sell 7 3 1@101
                  accepted 11/3 sell symbol=7 1@101
                  accepted new-order order=3 filled=0 resting=1 cancelled=0
                13> buy 7 2 2@101
                  accepted 13/2 buy symbol=7 2@101
                  filled #2 1@100 symbol=7 maker=11/2 left=0 taker=13/2 buy
                  filled #3 1@101 symbol=7 maker=11/3 left=0 taker=13/2 buy
                  cancel timer 6
                  cancelled 12/3 buy symbol=7 lots=9 left=0 expired
                  accepted new-order order=2 filled=2 resting=0 cancelled=0
                """);
    }

    @Test
    void ordersExpireByTheirTimersAndNeverTradeLater() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> buy 7 1 5@100 until 1000
                  rejected 11/1 new-order DEADLINE_PASSED
                  rejected new-order DEADLINE_PASSED order=1
                11> buy 7 1 5@100 until 1001
                  accepted 11/1 buy symbol=7 5@100 until 1001
                  schedule timer 1 at 1001
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                12> sell 7 1 2@100
                  accepted 12/1 sell symbol=7 2@100
                  filled #1 2@100 symbol=7 maker=11/1 left=3 taker=12/1 sell
                  accepted new-order order=1 filled=2 resting=0 cancelled=0
                12> sell 7 2 2@101 until 3000
                  accepted 12/2 sell symbol=7 2@101 until 3000
                  schedule timer 3 at 3000
                  accepted new-order order=2 filled=0 resting=2 cancelled=0
                11> sell 7 2 2@101 until 3000
                  accepted 11/2 sell symbol=7 2@101 until 3000
                  schedule timer 4 at 3000
                  accepted new-order order=2 filled=0 resting=2 cancelled=0
                11> sell 7 3 2@102 until 2500
                  accepted 11/3 sell symbol=7 2@102 until 2500
                  schedule timer 5 at 2500
                  accepted new-order order=3 filled=0 resting=2 cancelled=0
                # A filled, a cancelled and a replaced order cancel their timers.
                12> sell 7 3 3@100
                  accepted 12/3 sell symbol=7 3@100
                  cancel timer 1
                  filled #2 3@100 symbol=7 maker=11/1 left=0 taker=12/3 sell
                  accepted new-order order=3 filled=3 resting=0 cancelled=0
                11> cancel 3 1
                  cancelled 11/3 sell symbol=7 lots=1 left=1 client
                  accepted cancel order=3 filled=0 resting=1 cancelled=1
                11> cancel 3
                  cancel timer 5
                  cancelled 11/3 sell symbol=7 lots=1 left=0 client
                  accepted cancel order=3 filled=0 resting=0 cancelled=1
                11> replace 2 1@101
                  replaced 11/2 sell symbol=7 1@101 keeps-place
                  accepted replace order=2 filled=0 resting=1 cancelled=0
                12> replace 2 3@101
                  cancel timer 3
                  replaced 12/2 sell symbol=7 3@101
                  schedule timer 3 at 3000
                  accepted replace order=2 filled=0 resting=3 cancelled=0
                ? order 12 2
                  order 12/2 sell symbol=7 3@101 until=3000
                # At one instant the order that was accepted first expires first, whatever its place.
                at 3000
                fire
                  timer 3 fires
                  cancelled 12/2 sell symbol=7 lots=3 left=0 expired
                  timer 4 fires
                  cancelled 11/2 sell symbol=7 lots=1 left=0 expired
                at 4000
                # Beyond its deadline an order does not trade, though its timer has not fired.
                11> buy 7 4 5@99 until 5000
                  accepted 11/4 buy symbol=7 5@99 until 5000
                  schedule timer 7 at 5000
                  accepted new-order order=4 filled=0 resting=5 cancelled=0
                12> buy 7 4 5@99
                  accepted 12/4 buy symbol=7 5@99
                  accepted new-order order=4 filled=0 resting=5 cancelled=0
                at 5000
                11> replace 4 1@99
                  rejected 11/4 replace DEADLINE_PASSED
                  rejected replace DEADLINE_PASSED order=4
                13> sell 7 1 6@99
                  accepted 13/1 sell symbol=7 6@99
                  cancel timer 7
                  cancelled 11/4 buy symbol=7 lots=5 left=0 expired
                  filled #3 5@99 symbol=7 maker=12/4 left=0 taker=13/1 sell
                  accepted new-order order=1 filled=5 resting=1 cancelled=0
                fire
                """);
    }
}
