package io.dsfm.sample.matching;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** States, terms and feeds of symbols, and mass cancellation: scripts with all their outputs; one tiny subclass for each variant. */
public abstract class SymbolContract extends ScriptContract {

    @Test
    void haltedSymbolsLetOrdersGoAndClosedOnesLoseThem() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> buy 7 1 5@100
                  accepted 11/1 buy symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> buy 7 2 5@99 until 5000
                  accepted 11/2 buy symbol=7 5@99 until 5000
                  schedule timer 2 at 5000
                  accepted new-order order=2 filled=0 resting=5 cancelled=0
                11> sell 7 3 5@101
                  accepted 11/3 sell symbol=7 5@101
                  accepted new-order order=3 filled=0 resting=5 cancelled=0
                12> sell 7 4 5 market stop 90
                  accepted 12/4 sell symbol=7 5 market stop 90
                  accepted new-order order=4 filled=0 resting=5 cancelled=0
                13> halt 7
                  state-set 7 halted
                  accepted set-state symbol=7 cancelled-orders=0
                11> buy 7 5 5@100
                  rejected 11/5 new-order SYMBOL_HALTED
                  rejected new-order SYMBOL_HALTED order=5
                11> replace 1 4@100
                  rejected 11/1 replace SYMBOL_HALTED
                  rejected replace SYMBOL_HALTED order=1
                11> cancel 1 1
                  cancelled 11/1 buy symbol=7 lots=1 left=4 client
                  accepted cancel order=1 filled=0 resting=4 cancelled=1
                at 5000
                fire
                  timer 2 fires
                  cancelled 11/2 buy symbol=7 lots=5 left=0 expired
                13> open 7
                  state-set 7 open
                  accepted set-state symbol=7 cancelled-orders=0
                11> replace 1 3@100
                  replaced 11/1 buy symbol=7 3@100 keeps-place
                  accepted replace order=1 filled=0 resting=3 cancelled=0
                13> close 7
                  state-set 7 closed
                  cancelled 11/1 buy symbol=7 lots=3 left=0 symbol-closed
                  cancelled 11/3 sell symbol=7 lots=5 left=0 symbol-closed
                  cancelled 12/4 sell symbol=7 lots=5 left=0 symbol-closed
                  accepted set-state symbol=7 cancelled-orders=3
                11> buy 7 5 5@100
                  rejected 11/5 new-order SYMBOL_CLOSED
                  rejected new-order SYMBOL_CLOSED order=5
                11> replace 1 2@100
                  rejected 11/1 replace UNKNOWN_ORDER
                  rejected replace UNKNOWN_ORDER order=1
                13> open 7
                  state-set 7 open
                  accepted set-state symbol=7 cancelled-orders=0
                11> buy 7 5 5@100
                  accepted 11/5 buy symbol=7 5@100
                  accepted new-order order=5 filled=0 resting=5 cancelled=0
                13> halt 7
                  state-set 7 halted
                  accepted set-state symbol=7 cancelled-orders=0
                13> close 7
                  state-set 7 closed
                  cancelled 11/5 buy symbol=7 lots=5 left=0 symbol-closed
                  accepted set-state symbol=7 cancelled-orders=1
                13> halt 8
                  rejected 13/0 set-state UNKNOWN_SYMBOL
                  rejected set-state UNKNOWN_SYMBOL symbol=8
                """);
    }

    @Test
    void stepAndBandConcernWhatComesAfter() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> buy 7 1 5@101
                  accepted 11/1 buy symbol=7 5@101
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> sell 7 2 5@250
                  accepted 11/2 sell symbol=7 5@250
                  accepted new-order order=2 filled=0 resting=5 cancelled=0
                11> configure 7 step 10 band 100-200 feed none
                  configured 7 step 10 band 100-200 feed none
                  accepted configure symbol=7
                11> configure 8 step 10 band 100-200 feed none
                  rejected 11/0 configure UNKNOWN_SYMBOL
                  rejected configure UNKNOWN_SYMBOL symbol=8
                11> buy 7 3 5@105
                  rejected 11/3 new-order WRONG_STEP
                  rejected new-order WRONG_STEP order=3
                11> buy 7 3 5@90
                  rejected 11/3 new-order OUT_OF_BAND
                  rejected new-order OUT_OF_BAND order=3
                11> buy 7 3 5@210
                  rejected 11/3 new-order OUT_OF_BAND
                  rejected new-order OUT_OF_BAND order=3
                11> buy 7 3 5@110 stop 105
                  rejected 11/3 new-order WRONG_STEP
                  rejected new-order WRONG_STEP order=3
                11> buy 7 3 5@110 stop 210
                  rejected 11/3 new-order OUT_OF_BAND
                  rejected new-order OUT_OF_BAND order=3
                11> buy 7 3 5@105 stop 210
                  rejected 11/3 new-order WRONG_STEP
                  rejected new-order WRONG_STEP order=3
                11> replace 1 6@101
                  rejected 11/1 replace WRONG_STEP
                  rejected replace WRONG_STEP order=1
                11> replace 1 5@90
                  rejected 11/1 replace OUT_OF_BAND
                  rejected replace OUT_OF_BAND order=1
                # In place nothing is checked; what rests outside of the band trades at its price.
                11> replace 1 4@101
                  replaced 11/1 buy symbol=7 4@101 keeps-place
                  accepted replace order=1 filled=0 resting=4 cancelled=0
                12> buy 7 1 3 market
                  accepted 12/1 buy symbol=7 3 market
                  cancelled 12/1 buy symbol=7 lots=3 left=0 immediate-or-cancel
                  accepted new-order order=1 filled=0 resting=0 cancelled=3
                12> sell 7 2 9 market
                  accepted 12/2 sell symbol=7 9 market
                  filled #1 4@101 symbol=7 maker=11/1 left=0 taker=12/2 sell
                  cancelled 12/2 sell symbol=7 lots=5 left=0 immediate-or-cancel
                  accepted new-order order=2 filled=4 resting=0 cancelled=5
                12> buy 7 3 5@200
                  accepted 12/3 buy symbol=7 5@200
                  accepted new-order order=3 filled=0 resting=5 cancelled=0
                ? report 7
                  symbol 7 AAPL open
                  terms step=10 band=100-200 feed=none
                  traded trades=1 lots=4 first=101 last=101 high=101 low=101
                  bids orders=1 best 5@200 orders=1
                  asks orders=1 best 5@250 orders=1
                  waiting buys=0 sells=0
                """);
    }

    @Test
    void feedTellsOfLevelsAndOfTheTop() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> buy 7 1 5@100
                  accepted 11/1 buy symbol=7 5@100
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> configure 7 step 1 band 1-1000 feed depth
                  configured 7 step 1 band 1-1000 feed depth
                  accepted configure symbol=7
                11> buy 7 2 5@100
                  accepted 11/2 buy symbol=7 5@100
                  depth symbol=7 bid 10@100 orders=2
                  top-of-book symbol=7 bid=10@100 ask=0@0
                  accepted new-order order=2 filled=0 resting=5 cancelled=0
                11> buy 7 3 5@99
                  accepted 11/3 buy symbol=7 5@99
                  depth symbol=7 bid 5@99 orders=1
                  accepted new-order order=3 filled=0 resting=5 cancelled=0
                11> sell 7 4 10@101 display 4
                  accepted 11/4 sell symbol=7 10@101 display 4
                  depth symbol=7 ask 4@101 orders=1
                  top-of-book symbol=7 bid=10@100 ask=4@101
                  accepted new-order order=4 filled=0 resting=10 cancelled=0
                12> sell 7 1 5@102
                  accepted 12/1 sell symbol=7 5@102
                  depth symbol=7 ask 5@102 orders=1
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                13> buy 7 1 3@101 cancel-oldest
                  accepted 13/1 buy symbol=7 3@101 cancel-oldest
                  filled #1 3@101 symbol=7 maker=11/4 left=7 taker=13/1 buy
                  depth symbol=7 ask 1@101 orders=1
                  top-of-book symbol=7 bid=10@100 ask=1@101
                  accepted new-order order=1 filled=3 resting=0 cancelled=0
                13> sell 7 2 1@102
                  accepted 13/2 sell symbol=7 1@102
                  depth symbol=7 ask 6@102 orders=2
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                13> sell 7 3 1@104
                  accepted 13/3 sell symbol=7 1@104
                  depth symbol=7 ask 1@104 orders=1
                  accepted new-order order=3 filled=0 resting=1 cancelled=0
                13> sell 7 4 1@103
                  accepted 13/4 sell symbol=7 1@103
                  depth symbol=7 ask 1@103 orders=1
                  accepted new-order order=4 filled=0 resting=1 cancelled=0
                14> buy 7 1 30@104
                  accepted 14/1 buy symbol=7 30@104
                  filled #2 1@101 symbol=7 maker=11/4 left=6 taker=14/1 buy
                  filled #3 4@101 symbol=7 maker=11/4 left=2 taker=14/1 buy
                  filled #4 2@101 symbol=7 maker=11/4 left=0 taker=14/1 buy
                  filled #5 5@102 symbol=7 maker=12/1 left=0 taker=14/1 buy
                  filled #6 1@102 symbol=7 maker=13/2 left=0 taker=14/1 buy
                  filled #7 1@103 symbol=7 maker=13/4 left=0 taker=14/1 buy
                  filled #8 1@104 symbol=7 maker=13/3 left=0 taker=14/1 buy
                  depth symbol=7 bid 15@104 orders=1
                  depth symbol=7 ask 0@101 orders=0
                  depth symbol=7 ask 0@102 orders=0
                  depth symbol=7 ask 0@103 orders=0
                  depth symbol=7 ask 0@104 orders=0
                  top-of-book symbol=7 bid=15@104 ask=0@0
                  accepted new-order order=1 filled=15 resting=15 cancelled=0
                14> buy 7 2 5 market stop 50
                  accepted 14/2 buy symbol=7 5 market stop 50
                  triggered 14/2 buy symbol=7
                  cancelled 14/2 buy symbol=7 lots=5 left=0 immediate-or-cancel
                  accepted new-order order=2 filled=0 resting=0 cancelled=5
                11> mass-cancel own
                  cancelled 11/1 buy symbol=7 lots=5 left=0 mass-cancel
                  cancelled 11/2 buy symbol=7 lots=5 left=0 mass-cancel
                  cancelled 11/3 buy symbol=7 lots=5 left=0 mass-cancel
                  depth symbol=7 bid 0@100 orders=0
                  depth symbol=7 bid 0@99 orders=0
                  accepted mass-cancel symbol=0 cancelled-orders=3
                14> replace 1 2@104
                  replaced 14/1 buy symbol=7 2@104 keeps-place
                  depth symbol=7 bid 2@104 orders=1
                  top-of-book symbol=7 bid=2@104 ask=0@0
                  accepted replace order=1 filled=0 resting=2 cancelled=0
                14> configure 7 step 1 band 1-1000 feed top
                  configured 7 step 1 band 1-1000 feed top
                  accepted configure symbol=7
                14> buy 7 3 1@90
                  accepted 14/3 buy symbol=7 1@90
                  accepted new-order order=3 filled=0 resting=1 cancelled=0
                14> cancel 1 1
                  cancelled 14/1 buy symbol=7 lots=1 left=1 client
                  top-of-book symbol=7 bid=1@104 ask=0@0
                  accepted cancel order=1 filled=0 resting=1 cancelled=1
                14> configure 7 step 1 band 1-1000 feed none
                  configured 7 step 1 band 1-1000 feed none
                  accepted configure symbol=7
                14> cancel 1 1
                  cancelled 14/1 buy symbol=7 lots=1 left=0 client
                  accepted cancel order=1 filled=0 resting=0 cancelled=1
                """);
    }

    @Test
    void feedComparesTheBookBeforeAndAfterTheWholeInput() throws IOException {
        assertPlays("""
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> configure 7 step 1 band 1-1000 feed depth
                  configured 7 step 1 band 1-1000 feed depth
                  accepted configure symbol=7
                11> buy 7 1 5@100
                  accepted 11/1 buy symbol=7 5@100
                  depth symbol=7 bid 5@100 orders=1
                  top-of-book symbol=7 bid=5@100 ask=0@0
                  accepted new-order order=1 filled=0 resting=5 cancelled=0
                11> buy 7 2 5@99
                  accepted 11/2 buy symbol=7 5@99
                  depth symbol=7 bid 5@99 orders=1
                  accepted new-order order=2 filled=0 resting=5 cancelled=0
                # Best first on both sides, whatever came first, and only the symbol that was touched.
                12> sell 7 1 12@98
                  accepted 12/1 sell symbol=7 12@98
                  filled #1 5@100 symbol=7 maker=11/1 left=0 taker=12/1 sell
                  filled #2 5@99 symbol=7 maker=11/2 left=0 taker=12/1 sell
                  depth symbol=7 bid 0@100 orders=0
                  depth symbol=7 bid 0@99 orders=0
                  depth symbol=7 ask 2@98 orders=1
                  top-of-book symbol=7 bid=0@0 ask=2@98
                  accepted new-order order=1 filled=10 resting=2 cancelled=0
                12> sell 7 2 1@99
                  accepted 12/2 sell symbol=7 1@99
                  depth symbol=7 ask 1@99 orders=1
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                11> replace 2 5@99
                  rejected 11/2 replace UNKNOWN_ORDER
                  rejected replace UNKNOWN_ORDER order=2
                # The number of orders counts for depth, not for the top.
                11> sell 7 3 4@98 display 1
                  accepted 11/3 sell symbol=7 4@98 display 1
                  depth symbol=7 ask 3@98 orders=2
                  top-of-book symbol=7 bid=0@0 ask=3@98
                  accepted new-order order=3 filled=0 resting=4 cancelled=0
                12> sell 7 3 3@98
                  accepted 12/3 sell symbol=7 3@98
                  depth symbol=7 ask 6@98 orders=3
                  top-of-book symbol=7 bid=0@0 ask=6@98
                  accepted new-order order=3 filled=0 resting=3 cancelled=0
                12> replace 3 1@98
                  replaced 12/3 sell symbol=7 1@98 keeps-place
                  depth symbol=7 ask 4@98 orders=3
                  top-of-book symbol=7 bid=0@0 ask=4@98
                  accepted replace order=3 filled=0 resting=1 cancelled=0
                13> buy 7 1 1@98
                  accepted 13/1 buy symbol=7 1@98
                  filled #3 1@98 symbol=7 maker=12/1 left=1 taker=13/1 buy
                  depth symbol=7 ask 3@98 orders=3
                  top-of-book symbol=7 bid=0@0 ask=3@98
                  accepted new-order order=1 filled=1 resting=0 cancelled=0
                # An iceberg order that is alone and shows as much again has changed nothing.
                14> sell 7 1 9@97 display 3
                  accepted 14/1 sell symbol=7 9@97 display 3
                  depth symbol=7 ask 3@97 orders=1
                  top-of-book symbol=7 bid=0@0 ask=3@97
                  accepted new-order order=1 filled=0 resting=9 cancelled=0
                15> buy 7 1 3@97
                  accepted 15/1 buy symbol=7 3@97
                  filled #4 3@97 symbol=7 maker=14/1 left=6 taker=15/1 buy
                  accepted new-order order=1 filled=3 resting=0 cancelled=0
                """);
    }

    @Test
    void massCancellationGoesInCanonicalOrder() throws IOException {
        assertPlays("""
                11> add-symbol 8 MSFT
                  symbol-added 8 MSFT
                  accepted add-symbol symbol=8
                11> add-symbol 7 AAPL
                  symbol-added 7 AAPL
                  accepted add-symbol symbol=7
                11> configure 8 step 1 band 1-1000 feed top
                  configured 8 step 1 band 1-1000 feed top
                  accepted configure symbol=8
                11> configure 7 step 1 band 1-1000 feed top
                  configured 7 step 1 band 1-1000 feed top
                  accepted configure symbol=7
                11> sell 8 1 1@110
                  accepted 11/1 sell symbol=8 1@110
                  top-of-book symbol=8 bid=0@0 ask=1@110
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                11> buy 8 2 1@100
                  accepted 11/2 buy symbol=8 1@100
                  top-of-book symbol=8 bid=1@100 ask=1@110
                  accepted new-order order=2 filled=0 resting=1 cancelled=0
                11> buy 7 3 1@100
                  accepted 11/3 buy symbol=7 1@100
                  top-of-book symbol=7 bid=1@100 ask=0@0
                  accepted new-order order=3 filled=0 resting=1 cancelled=0
                11> buy 7 4 1@101 until 9000
                  accepted 11/4 buy symbol=7 1@101 until 9000
                  schedule timer 4 at 9000
                  top-of-book symbol=7 bid=1@101 ask=0@0
                  accepted new-order order=4 filled=0 resting=1 cancelled=0
                12> buy 7 1 1@101
                  accepted 12/1 buy symbol=7 1@101
                  top-of-book symbol=7 bid=2@101 ask=0@0
                  accepted new-order order=1 filled=0 resting=1 cancelled=0
                11> sell 7 5 1 market stop 50
                  accepted 11/5 sell symbol=7 1 market stop 50
                  accepted new-order order=5 filled=0 resting=1 cancelled=0
                11> buy 7 6 1 market stop 200
                  accepted 11/6 buy symbol=7 1 market stop 200
                  accepted new-order order=6 filled=0 resting=1 cancelled=0
                11> buy 7 7 1 market stop 190
                  accepted 11/7 buy symbol=7 1 market stop 190
                  accepted new-order order=7 filled=0 resting=1 cancelled=0
                11> mass-cancel own 7
                  cancel timer 4
                  cancelled 11/4 buy symbol=7 lots=1 left=0 mass-cancel
                  cancelled 11/3 buy symbol=7 lots=1 left=0 mass-cancel
                  cancelled 11/7 buy symbol=7 lots=1 left=0 mass-cancel
                  cancelled 11/6 buy symbol=7 lots=1 left=0 mass-cancel
                  cancelled 11/5 sell symbol=7 lots=1 left=0 mass-cancel
                  top-of-book symbol=7 bid=1@101 ask=0@0
                  accepted mass-cancel symbol=7 cancelled-orders=5
                11> mass-cancel own
                  cancelled 11/2 buy symbol=8 lots=1 left=0 mass-cancel
                  cancelled 11/1 sell symbol=8 lots=1 left=0 mass-cancel
                  top-of-book symbol=8 bid=0@0 ask=0@0
                  accepted mass-cancel symbol=0 cancelled-orders=2
                11> mass-cancel own
                  accepted mass-cancel symbol=0 cancelled-orders=0
                13> mass-cancel all 7
                  cancelled 12/1 buy symbol=7 lots=1 left=0 mass-cancel
                  top-of-book symbol=7 bid=0@0 ask=0@0
                  accepted mass-cancel symbol=7 cancelled-orders=1
                13> mass-cancel all 7
                  accepted mass-cancel symbol=7 cancelled-orders=0
                13> mass-cancel all 9
                  rejected 13/0 mass-cancel UNKNOWN_SYMBOL
                  rejected mass-cancel UNKNOWN_SYMBOL symbol=9
                13> mass-cancel own 9
                  rejected 13/0 mass-cancel UNKNOWN_SYMBOL
                  rejected mass-cancel UNKNOWN_SYMBOL symbol=9
                """);
    }
}
