package dev.quotarouter.simulator;

import dev.quotarouter.simulator.RequestIntake.Reading;
import java.time.InstantSource;
import java.util.Optional;
import mockwebserver3.RecordedRequest;

/** Answers a call as Gemini does: first the key, then the request, then the books, and the model last. Thread-safe. */
final class GeminiService {
    private final Keyring keyring;
    private final Faults faults;
    private final BookRules rules;
    private final ModelVoice voice;
    private final InstantSource clock;

    GeminiService(Keyring keyring, Faults faults, BookRules rules, ModelVoice voice, InstantSource clock) {
        this.keyring = keyring;
        this.faults = faults;
        this.rules = rules;
        this.voice = voice;
        this.clock = clock;
    }

    /** {@return the answer and what shall be remembered of the call} */
    Answered answer(ApiCall call, RecordedRequest http) {
        CallTrace trace = new CallTrace(call, Keyring.keyInUrl(http).isPresent(), clock);
        HttpReply reply = answer(call, http, trace);
        return new Answered(reply, trace.ended(reply));
    }

    private HttpReply answer(ApiCall call, RecordedRequest http, CallTrace trace) {
        Keyring.Verdict verdict = keyring.verdict(http);
        if (verdict instanceof Keyring.Verdict.Denied denied) {
            return error(denied.error(), call);
        }
        Keyring.Access access = ((Keyring.Verdict.Granted) verdict).access();
        trace.access(access);
        Optional<InjectedFault> fault = faults.strike(call.endpoint(), access.keyName(), call.model());
        FaultEffect effect = fault.map(injected -> injected.fault().effect()).orElse(FaultEffect.NONE);
        if (effect instanceof FaultEffect.Failure failed && !reachesTheModel(failed.error(), call)) {
            return error(failed.error(), call);
        }
        if (call.endpoint() == Endpoint.LIST_MODELS) {
            return travel(HttpReply.of(ModelListing.page(access.project().modelsByName(), http.getUrl())), effect);
        }
        Optional<SimulatedModel> model = access.project().model(call.model());
        if (model.isEmpty()) {
            fault.ifPresent(InjectedFault::miss);
            return error(GeminiError.MODEL_UNKNOWN, call);
        }
        RequestIntake intake = new RequestIntake(http, access, model.get());
        return switch (call.endpoint()) {
            case GET_MODEL, LIST_MODELS -> travel(HttpReply.of(ModelListing.one(model.get())), effect);
            case COUNT_TOKENS -> travel(count(intake.count(), trace), effect);
            case GENERATE_CONTENT, STREAM_GENERATE_CONTENT -> {
                Reading reading = intake.generate();
                if (reading instanceof Reading.Rejected rejected) {
                    fault.ifPresent(InjectedFault::miss);
                    yield HttpReply.of(rejected.answer());
                }
                SimulatedRequest request = ((Reading.Understood) reading).request();
                yield generate(call, access.project(), request, trace, fault, effect);
            }
        };
    }

    private boolean reachesTheModel(GeminiError error, ApiCall call) {
        return call.endpoint().generates() && rules.counts(error, call.model());
    }

    private HttpReply generate(
            ApiCall call,
            Project project,
            SimulatedRequest request,
            CallTrace trace,
            Optional<InjectedFault> fault,
            FaultEffect effect) {
        trace.inputTokens(request.inputTokens());
        Admission admission = project.book(request.model()).admit(request.inputTokens());
        trace.decided(admission);
        if (admission instanceof Admission.Refused refused) {
            fault.ifPresent(InjectedFault::miss);
            return HttpReply.of(
                    QuotaRefusal.of(refused, project.tier(), request.model().baseModel(), rules.retryHint()));
        }
        if (effect instanceof FaultEffect.Failure failed) {
            return error(failed.error(), call);
        }
        if (effect instanceof FaultEffect.Reply reply) {
            return voice.say(call, request, reply.reply());
        }
        if (effect instanceof FaultEffect.Travel travel && travel.delivery() instanceof Delivery.BrokenStream broken) {
            return voice.breakOff(call, request, broken.error());
        }
        return travel(voice.answer(call, request), effect);
    }

    private static HttpReply count(Reading reading, CallTrace trace) {
        if (reading instanceof Reading.Rejected rejected) {
            return HttpReply.of(rejected.answer());
        }
        long tokens = ((Reading.Understood) reading).request().inputTokens();
        trace.inputTokens(tokens);
        return HttpReply.of(RawReply.json(200, """
                {
                  "totalTokens": %1$d,
                  "promptTokensDetails": [{"modality": "TEXT", "tokenCount": %1$d}]
                }
                """.formatted(tokens)));
    }

    private static HttpReply travel(HttpReply reply, FaultEffect effect) {
        if (effect instanceof FaultEffect.Travel travel) {
            return reply.delivered(travel.delivery());
        }
        // Other endpoints do not speak as a model does, but any bytes can come from them.
        return effect instanceof FaultEffect.Reply said && said.reply() instanceof RawReply raw
                ? HttpReply.of(raw)
                : reply;
    }

    private static HttpReply error(GeminiError error, ApiCall call) {
        return HttpReply.of(error.reply(call.model()));
    }

    /** An answer and its record. */
    record Answered(HttpReply reply, RecordedCall record) {}
}
