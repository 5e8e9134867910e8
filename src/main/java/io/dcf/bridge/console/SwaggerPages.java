package io.dcf.bridge.console;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerResourceResolver;
import org.springdoc.webmvc.ui.SwaggerWebMvcConfigurer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcProperties;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Serves the Swagger UI: its page with a title, a viewport for small screens and an ETag, and its files at paths with their version, so that
 * browsers cache them.
 */
@Component
@ConditionalOnProperty(
        name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
        matchIfMissing = true)
class SwaggerPages extends SwaggerWebMvcConfigurer {

    private final SwaggerIndexTransformer initializer;
    private final String version;
    private final String files;

    SwaggerPages(
            SwaggerUiConfigProperties swagger,
            WebProperties web,
            WebMvcProperties mvc,
            SwaggerIndexTransformer initializer,
            SwaggerResourceResolver resolver,
            SwaggerWelcomeCommon welcome) {
        super(swagger, web, mvc, initializer, resolver, welcome);
        this.initializer = initializer;
        this.version = swagger.getVersion();
        this.files = "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/";
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        super.addResourceHandlers(registry);
        registry.addResourceHandler("/swagger-ui/" + version + "/**")
                .addResourceLocations(files)
                .setUseLastModified(false)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    /** The resources that springdoc does not cache are the page and its initializer script. */
    @Override
    protected void addSwaggerResourceHandler(
            ResourceHandlerRegistry registry, SwaggerResourceHandlerConfig handlerConfig) {
        if (handlerConfig.cacheResources()) {
            super.addSwaggerResourceHandler(registry, handlerConfig);
            return;
        }
        registry.addResourceHandler(handlerConfig.patternsArray())
                .addResourceLocations(handlerConfig.locationsArray())
                .setUseLastModified(false)
                .setCacheControl(CacheControl.noCache())
                .setEtagGenerator(ConsolePages::etag)
                .resourceChain(false)
                .addTransformer(this::transform);
    }

    private Resource transform(HttpServletRequest request, Resource file, ResourceTransformerChain chain)
            throws IOException {
        if (!"index.html".equals(file.getFilename())) {
            return initializer.transform(request, file, chain);
        }
        String page = file.getContentAsString(StandardCharsets.UTF_8)
                .replaceFirst(
                        "<title>.*</title>",
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                + "    <title>DCF Bridge API</title>")
                .replaceAll("(href|src)=\"(?!\\./swagger-initializer)(\\./)?", "$1=\"" + version + "/");
        return new TransformedResource(file, page.getBytes(StandardCharsets.UTF_8));
    }
}
