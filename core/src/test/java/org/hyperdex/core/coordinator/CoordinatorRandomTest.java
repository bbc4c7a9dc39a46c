package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random stories; the {@link Invariants} hold after every event of each. */
class CoordinatorRandomTest {
  private static final int SEEDS = 80;
  private static final int COMMANDS = 300;

  @Test
  void invariantsHoldWhateverIsAsked() {
    Set<Class<?>> seen = new HashSet<>();
    EnumSet<Response.Reason> refusals = EnumSet.noneOf(Response.Reason.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      story.play();
      story.events.forEach(event -> seen.add(event.getClass()));
      refusals.addAll(story.refusals);
    }
    assertThat(seen)
        .as("every event has happened, or the stories prove too little")
        .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    assertThat(refusals)
        .as("all but what depends on who leads, which the state does not know")
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Response.Reason.OVERTAKEN)));
  }

  @Test
  void replayOfTheEventsGivesTheSameState() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      story.play();
      assertThat(Evolution.evolve(CoordinatorState.INITIAL, story.events)).isEqualTo(story.state);
    }
  }

  @Test
  void theSameCommandsGiveTheSameEvents() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story one = new Story(seed);
      Story other = new Story(seed);
      one.play();
      other.play();
      assertThat(one.events).isEqualTo(other.events);
    }
  }

  private static final class Story {
    final List<Event> events = new ArrayList<>();
    final EnumSet<Response.Reason> refusals = EnumSet.noneOf(Response.Reason.class);
    CoordinatorState state = CoordinatorState.INITIAL;
    private final RandomCommands random;
    private final List<Command> sent = new ArrayList<>();
    private final Map<Command, Response> answers = new HashMap<>();
    private long nowMillis = 1_000_000;

    Story(long seed) {
      random = new RandomCommands(seed);
    }

    void play() {
      for (int i = 0; i < COMMANDS; i++) {
        submit(random.next(state));
        if (i % 5 == 0) {
          sendAgain(random.again(sent));
        }
      }
    }

    private void submit(Command command) {
      nowMillis += 100;
      Invariants.Outcome outcome = Invariants.apply(state, command, nowMillis);
      state = outcome.state();
      events.addAll(outcome.decision().events());
      Response response = outcome.decision().response();
      sent.add(command);
      answers.put(command, response);
      if (response instanceof Response.Refused refused) {
        refusals.add(refused.reason());
      }
    }

    private void sendAgain(Command command) {
      Response before = answers.get(command);
      if (command.client() == Command.ITSELF || isNotFounded(before)) {
        return;
      }
      Decision decision = Coordinator.decide(state, command, nowMillis);
      assertThat(decision.events()).as("%s came again", command).isEmpty();
      if (!before.equals(decision.response())) {
        Response.Refused refused = (Response.Refused) decision.response();
        assertThat(refused.reason()).isEqualTo(Response.Reason.OUTCOME_FORGOTTEN);
        refusals.add(refused.reason());
      }
    }

    /** Before there is a cluster there is nobody to remember answers. */
    private static boolean isNotFounded(Response response) {
      return response instanceof Response.Refused refused
          && refused.reason() == Response.Reason.NOT_FOUNDED;
    }
  }
}
