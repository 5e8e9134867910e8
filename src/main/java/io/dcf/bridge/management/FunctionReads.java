package io.dcf.bridge.management;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionDescription;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.LogLine;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads functions and their logs. A failed call throws a {@link GatewayException}. INTERNAL or an empty log may mean that the function does
 * not exist; then this is checked once.
 */
@Component
public class FunctionReads {

    private final ManagementCalls calls;
    private final OptionalMethod describe = new OptionalMethod();
    private final OptionalMethod describeAll = new OptionalMethod();

    FunctionReads(ManagementCalls calls) {
        this.calls = calls;
    }

    /** All deployed functions, sorted by name. */
    public List<FunctionStatus> list() {
        Empty request = Empty.getDefaultInstance();
        return calls.read("List", request, GatewayFutureStub::list).getFunctionsList().stream()
                .map(GatewayMessages::status)
                .sorted(Comparator.comparing(FunctionStatus::name))
                .toList();
    }

    public FunctionStatus describe(FunctionName name) {
        var request = GatewayMessages.named(name);
        return GatewayMessages.status(calls.read("GetMeta", request, GatewayFutureStub::getMeta));
    }

    /** The function with its definition; without it if the gateway does not report definitions. */
    public FunctionDescription description(FunctionName name) {
        var request = GatewayMessages.named(name);
        return describe.call(
                () -> DescriptionReader.read(calls.read("Describe", request, GatewayFutureStub::describe)),
                () -> FunctionDescription.of(describe(name)));
    }

    /** All deployed functions, sorted by name; without definitions if the gateway does not report them, or if they exceed a reply. */
    public List<FunctionDescription> descriptions() {
        try {
            return describeAll();
        } catch (GatewayException e) {
            if (e.fault() != Fault.REPLY_TOO_LARGE) {
                throw e;
            }
            return statuses();
        }
    }

    private List<FunctionDescription> describeAll() {
        Empty request = Empty.getDefaultInstance();
        return describeAll.call(
                () -> calls.read("DescribeAll", request, GatewayFutureStub::describeAll).getFunctionsList().stream()
                        .map(DescriptionReader::read)
                        .sorted(Comparator.comparing(
                                function -> function.status().name()))
                        .toList(),
                this::statuses);
    }

    private List<FunctionDescription> statuses() {
        return list().stream().map(FunctionDescription::of).toList();
    }

    /** The lines that the function's instances wrote, oldest first, instance by instance. */
    public List<LogLine> logs(FunctionName name) {
        var request = GatewayMessages.named(name);
        String text = explaining(name, () -> calls.read("GetLog", request, GatewayFutureStub::getLog))
                .getMsg();
        if (text.isEmpty()) {
            requireNotUnknown(name);
        }
        return GatewayLog.lines(text);
    }

    /** Throws if the function does not exist, or the gateway cannot be reached. A gateway without GetMeta counts as having the function. */
    public void requireKnown(FunctionName name) {
        try {
            describe(name);
        } catch (GatewayException e) {
            if (e.code() != Code.UNIMPLEMENTED && !e.isAmbiguous()) {
                throw e;
            }
        }
    }

    /** Throws if the function certainly does not exist; other failures of the check are ignored. */
    private void requireNotUnknown(FunctionName name) {
        try {
            describe(name);
        } catch (GatewayException e) {
            if (e.isUnknownFunction()) {
                throw e;
            }
        }
    }

    /** Makes a call, and explains an ambiguous failure: throws that the function does not exist, if that is so. */
    <T> T explaining(FunctionName name, Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException e) {
            if (e.isAmbiguous()) {
                requireNotUnknown(name);
            }
            throw e;
        }
    }

    /** The function; null if the gateway does not describe it. */
    @Nullable
    FunctionStatus find(FunctionName name) {
        try {
            return describe(name);
        } catch (GatewayException e) {
            return null;
        }
    }
}
