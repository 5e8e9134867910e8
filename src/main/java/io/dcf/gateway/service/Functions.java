package io.dcf.gateway.service;

import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.definition.DefinitionLimits;
import io.dcf.gateway.definition.DefinitionValidator;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescription;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Manages and invokes functions on any engine, within the limits of definitions. Refusals are {@code StatusRuntimeException}s. */
final class Functions {

    private final Engine engine;
    private final DefinitionLimits limits;

    Functions(Engine engine, DefinitionLimits limits) {
        this.engine = engine;
        this.limits = limits;
    }

    /** Synchronized, so that concurrent changes do not exceed the limits together. */
    synchronized void deploy(CreateFunctionRequest definition) {
        DefinitionValidator.requireValid(definition);
        boolean isNew = engine.all().stream()
                .noneMatch(each -> each.definition().getService().equals(definition.getService()));
        if (isNew) {
            limits.requireCount(engine.all().size());
            limits.requireBytes(totalBytes(), 0, definition.getSerializedSize());
        }
        engine.deploy(definition);
    }

    synchronized void update(CreateFunctionRequest definition) {
        DefinitionValidator.requireValid(definition);
        int before = engine.get(definition.getService()).definition().getSerializedSize();
        limits.requireBytes(totalBytes(), before, definition.getSerializedSize());
        engine.update(definition);
    }

    void scale(String name, long replicas) {
        engine.scale(name, replicas);
    }

    void delete(String name) {
        engine.delete(name);
    }

    List<Function> all() {
        return engine.all().stream().map(FunctionMessages::status).toList();
    }

    Function status(String name) {
        return FunctionMessages.status(engine.get(name));
    }

    FunctionDescription describe(String name) {
        return FunctionMessages.description(engine.get(name));
    }

    List<FunctionDescription> describeAll() {
        return engine.all().stream().map(FunctionMessages::description).toList();
    }

    List<String> namespaces() {
        return engine.namespaces();
    }

    String log(String name) {
        return engine.get(name).log();
    }

    /** Counts an invocation, runs it once the count is stored, and logs the result. The future may be cancelled. */
    CompletableFuture<Output> invoke(String name, Input input) {
        return Invocation.start(engine.get(name), input);
    }

    /** Whether changes are possible, in words. */
    String health() {
        return engine.outage()
                .map(reason -> "OK, but changes are refused, since they cannot be stored: " + reason)
                .orElse("OK");
    }

    String engine() {
        return engine.describe();
    }

    private long totalBytes() {
        return engine.all().stream()
                .mapToLong(each -> each.definition().getSerializedSize())
                .sum();
    }
}
